'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { controlClass } from './control-class.ts'
import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'

export interface ComboboxOption {
  readonly value: string
  readonly label: string
  /** A second line: what tells two of the same name apart. */
  readonly detail?: string
  readonly icon?: ReactNode
}

interface ComboboxProps extends FieldProps {
  name: string
  text: string
  onText: (text: string) => void
  /** What the text finds; whoever uses it searches. */
  options: readonly ComboboxOption[]
  onPick: (value: string) => void
  /** Stands under the options and is announced: how many there are, or why there are none. Empty = nothing to say. */
  status: string
  placeholder?: string
  onBlur?: () => void
}

/** A field that searches as one types, with what was found under it (WAI-ARIA combobox pattern). */
export function Combobox({
  label,
  hint,
  error,
  optional,
  className,
  name,
  text,
  onText,
  options,
  onPick,
  status,
  placeholder,
  onBlur,
}: ComboboxProps) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const [open, setOpen] = useState(false)
  const active = Math.min(at, options.length - 1)
  const shown = open && options.length > 0

  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])

  const pick = (value: string) => {
    setOpen(false)
    onPick(value)
  }
  const onKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && options.length > 0) {
      event.preventDefault()
      setAt(shown ? (active + step + options.length) % options.length : 0)
      setOpen(true)
    }
    if (!shown) return
    const hit = options[active]
    if (event.key === 'Enter' && hit !== undefined) {
      event.preventDefault()
      pick(hit.value)
    }
    // The list closes, and not the dialog around it.
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      setOpen(false)
    }
  }
  return (
    <Field {...{ label, hint, error, optional, className }}>
      {(control) => (
        <div>
          <input
            {...control}
            type="text"
            role="combobox"
            name={name}
            aria-expanded={shown}
            aria-controls={`${id}-list`}
            aria-activedescendant={shown ? `${id}-${active}` : undefined}
            aria-autocomplete="list"
            placeholder={placeholder}
            value={text}
            onChange={(event) => {
              setAt(0)
              setOpen(true)
              onText(event.target.value)
            }}
            onKeyDown={onKey}
            onFocus={() => setOpen(true)}
            onBlur={() => {
              setOpen(false)
              onBlur?.()
            }}
            autoComplete="off"
            spellCheck={false}
            className={cx(controlClass, 'h-8')}
          />
          <div
            ref={list}
            id={`${id}-list`}
            role="listbox"
            aria-label={`Found for ${label}`}
            // A press on it keeps the focus in the field.
            onPointerDown={(event) => event.preventDefault()}
            onMouseDown={(event) => event.preventDefault()}
            className={cx(
              'mt-1 max-h-64 overflow-y-auto rounded-md border border-line-strong bg-raised p-1 shadow-float',
              !shown && 'hidden',
            )}
          >
            {options.map((option, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys.
              <div
                key={option.value}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                onPointerMove={() => setAt(index)}
                onClick={() => pick(option.value)}
                className={cx(
                  'flex min-h-9 cursor-pointer items-center gap-2 rounded-sm px-2 py-1 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-ink-3',
                  index === active && 'bg-hover',
                )}
              >
                {option.icon}
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{option.label}</span>
                  {option.detail !== undefined && (
                    <span className="block truncate text-xs text-ink-3">{option.detail}</span>
                  )}
                </span>
              </div>
            ))}
          </div>
          <p role="status" className="mt-1 text-xs text-ink-3 empty:hidden">
            {open ? status : ''}
          </p>
        </div>
      )}
    </Field>
  )
}
