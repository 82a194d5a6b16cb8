'use client'

import Check from 'lucide-react/icons/check'
import Search from 'lucide-react/icons/search'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { cx } from './cx.ts'
import type { PickerOption } from './filter-picker.tsx'

interface PickerListProps {
  label: string
  options: readonly PickerOption[]
  value: string | null
  onPick: (value: string | null) => void
  /** It has its size now. */
  onDrawn: () => void
}

/** More than a person reads; a longer text finds the rest. */
const shownAtMost = 60

/** A search field over a list of options (WAI-ARIA combobox pattern). */
export function PickerList({ label, options, value, onPick, onDrawn }: PickerListProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)

  const wanted = text.trim().toLowerCase()
  const matching = options.filter((option) => option.label.toLowerCase().includes(wanted))
  const any = wanted === '' ? [{ value: null, label: 'Any' }] : []
  const hits: readonly (Omit<PickerOption, 'value'> & { value: string | null })[] = [
    ...any,
    ...matching.slice(0, shownAtMost),
  ]
  const active = Math.min(at, Math.max(0, hits.length - 1))

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it has been drawn.
  useLayoutEffect(() => {
    onDrawn()
    input.current?.focus({ preventScroll: true })
  }, [])
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])

  const onKey = (event: KeyboardEvent) => {
    const next = { ArrowDown: active + 1, ArrowUp: active - 1 }[event.key]
    if (next !== undefined && hits.length > 0) {
      event.preventDefault()
      setAt((next + hits.length) % hits.length)
    }
    const hit = hits[active]
    if (event.key === 'Enter' && hit !== undefined) {
      event.preventDefault()
      onPick(hit.value)
    }
  }
  return (
    <>
      <div className="relative border-b border-line">
        <Search
          aria-hidden
          className="pointer-events-none absolute top-2.5 left-3 size-4 text-ink-3"
        />
        <input
          ref={input}
          type="text"
          role="combobox"
          aria-label={`Find: ${label}`}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={hits.length > 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          placeholder={`Find: ${label}`}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            setAt(0)
          }}
          onKeyDown={onKey}
          autoComplete="off"
          spellCheck={false}
          className="h-9 w-full bg-transparent pr-3 pl-9 outline-none"
        />
      </div>
      <div
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        className="max-h-72 overflow-y-auto p-1"
      >
        {hits.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys.
          <div
            key={option.value ?? ''}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={option.value === value}
            onPointerMove={() => setAt(index)}
            onClick={() => onPick(option.value)}
            className={cx(
              'flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2',
              index === active && 'bg-hover',
            )}
          >
            <Check aria-hidden className={cx('size-4', option.value !== value && 'invisible')} />
            <span className="min-w-0 flex-1 truncate">{option.label}</span>
            {option.count !== undefined && (
              <span className="text-ink-3">{option.count.toLocaleString('en-GB')}</span>
            )}
          </div>
        ))}
      </div>
      <p role="status" className={cx('px-3 py-2 text-ink-3', hits.length > 0 && 'visually-hidden')}>
        {hits.length === 0 ? 'None matches.' : `${matching.length} to choose from`}
      </p>
    </>
  )
}
