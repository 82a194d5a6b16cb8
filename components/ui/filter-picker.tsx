'use client'

import dynamic from 'next/dynamic'
import { useId, useRef, useState } from 'react'
import { Button } from './button.tsx'
import { placeBeside } from './place-beside.ts'
import { FilterFrame } from './table-toolbar.tsx'

const PickerList = dynamic(() => import('./picker-list.tsx').then((module) => module.PickerList), {
  ssr: false,
})

export interface PickerOption {
  readonly value: string
  readonly label: string
  /** How many there are of it. */
  readonly count?: number
}

interface FilterPickerProps {
  /** What is filtered by: `Vault`. */
  label: string
  /** Asked for when it opens, since finding them in thousands of rows takes a while. */
  options: () => readonly PickerOption[]
  /** Null = any. */
  value: string | null
  onChange: (value: string | null) => void
  terse?: boolean
}

/** A filter of one among very many: type a part of it. */
export function FilterPicker({
  label,
  options,
  value,
  onChange,
  terse = false,
}: FilterPickerProps) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const popup = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState<readonly PickerOption[] | null>(null)

  const onToggle = (event: { newState: string }) => {
    if (event.newState === 'closed') setShown(null)
    else setShown(options())
  }
  const place = () => {
    if (!popup.current || !button.current) return
    placeBeside(popup.current, button.current, { side: 'bottom', align: 'start' })
  }
  return (
    <FilterFrame label={label} chosen={value} onClear={() => onChange(null)} terse={terse}>
      {({ words, className }) => (
        <>
          <Button
            ref={button}
            popoverTarget={id}
            aria-haspopup="listbox"
            aria-expanded={shown !== null}
            className={className}
          >
            {words}
          </Button>
          <div
            ref={popup}
            id={id}
            popover="auto"
            onToggle={onToggle}
            className="m-0 w-80 max-w-[calc(100vw-1rem)] overflow-hidden rounded-md border border-line-strong bg-raised p-0 text-ink shadow-float"
          >
            {shown !== null && (
              <PickerList
                label={label}
                options={shown}
                value={value}
                onDrawn={place}
                onPick={(next) => {
                  popup.current?.hidePopover()
                  onChange(next)
                }}
              />
            )}
          </div>
        </>
      )}
    </FilterFrame>
  )
}
