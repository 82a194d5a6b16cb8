'use client'

import X from 'lucide-react/icons/x'
import { useState } from 'react'
import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'

interface ListEditorProps extends FieldProps {
  value: readonly string[]
  onChange: (value: string[]) => void
  placeholder?: string
  /** What is wrong with one entry, in words; null when nothing. Wrong entries stay in the field. */
  check?: (entry: string) => string | null
  /** For names in DNS, addresses and the like. */
  mono?: boolean
  disabled?: boolean
}

/** A list of short texts: Enter, a comma or a space ends one; pasting many lines adds them all. */
export function ListEditor({
  value,
  onChange,
  placeholder,
  check,
  mono = true,
  disabled = false,
  error,
  ...field
}: ListEditorProps) {
  const [typed, setTyped] = useState('')
  const [problem, setProblem] = useState<string | undefined>()
  const [said, setSaid] = useState('')

  const add = (text: string) => {
    const entries = text.split(/[\s,;]+/).filter(Boolean)
    const good: string[] = []
    const bad: string[] = []
    let reason: string | undefined
    for (const entry of entries) {
      const wrong = check?.(entry) ?? null
      if (wrong === null) {
        if (!value.includes(entry) && !good.includes(entry)) good.push(entry)
      } else {
        reason ??= wrong
        bad.push(entry)
      }
    }
    if (good.length > 0) {
      onChange([...value, ...good])
      setSaid(`Added ${good.join(', ')}`)
    }
    setTyped(bad.join(' '))
    setProblem(reason)
  }
  const remove = (entry: string) => {
    onChange(value.filter((other) => other !== entry))
    setSaid(`Removed ${entry}`)
  }

  return (
    <Field {...field} error={problem ?? error}>
      {(control) => (
        <div
          className={cx(
            'flex min-h-8 flex-wrap items-center gap-1 rounded-md border bg-panel p-1 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-brass',
            control['aria-invalid'] ? 'border-bad' : 'border-control hover:border-ink-3',
          )}
        >
          {value.map((entry) => (
            <span
              key={entry}
              className={cx(
                'inline-flex h-5.5 max-w-full items-center rounded-sm border border-line bg-hover pl-1.5 text-xs',
                mono && 'font-mono',
              )}
            >
              <span className="truncate">{entry}</span>
              <button
                type="button"
                aria-label={`Remove ${entry}`}
                disabled={disabled}
                onClick={() => remove(entry)}
                className="ml-0.5 flex size-5.5 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:text-ink focus-visible:-outline-offset-2"
              >
                <X aria-hidden className="size-3" />
              </button>
            </span>
          ))}
          <input
            {...control}
            value={typed}
            placeholder={value.length === 0 ? placeholder : undefined}
            disabled={disabled}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.target.value)
              setProblem(undefined)
            }}
            onPaste={(event) => {
              const text = event.clipboardData.getData('text')
              if (!/[\s,;]/.test(text.trim())) return
              event.preventDefault()
              add(`${typed}${text}`)
            }}
            onKeyDown={(event) => {
              if (['Enter', ',', ' ', ';'].includes(event.key)) {
                // Enter ends an entry; in an empty field it sends the form as everywhere else.
                if (typed.trim() === '' && event.key === 'Enter') return
                event.preventDefault()
                add(typed)
              }
              const last = value.at(-1)
              if (event.key === 'Backspace' && typed === '' && last !== undefined) remove(last)
            }}
            onBlur={() => {
              if (typed.trim() !== '') add(typed)
            }}
            className={cx(
              'h-5.5 min-w-32 flex-1 bg-transparent px-1.5 outline-none',
              mono && 'font-mono text-xs',
            )}
          />
          <span role="status" className="visually-hidden">
            {said}
          </span>
        </div>
      )}
    </Field>
  )
}
