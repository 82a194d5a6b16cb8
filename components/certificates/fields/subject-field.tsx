'use client'

import type { Ref } from 'react'
import { Button } from '#components/ui/button.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { useSubjectReading } from './use-subject-reading.ts'

interface SubjectFieldProps {
  value: string
  onChange: (value: string) => void
  onBlur?: () => void
  error?: string | undefined
  name?: string
  ref?: Ref<HTMLInputElement>
}

/** An X.500 subject: read while it is typed, with its parts in words and help for missing quotes. */
export function SubjectField({ value, onChange, error, ...input }: SubjectFieldProps) {
  const reading = useSubjectReading(value)
  const suggestion = reading?.ok === false ? reading.suggestion : null
  return (
    <div className="grid gap-2">
      <TextField
        {...input}
        label="Subject"
        mono
        value={value}
        onChange={(event) => onChange(event.target.value)}
        error={error}
        placeholder='CN=www.contoso.com, O="Contoso, Inc.", C=US'
        hint="Put a value that contains a comma in double quotes."
        autoCapitalize="none"
      />
      {suggestion !== null && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line bg-ground px-3 py-2">
          <div className="min-w-0 flex-1 basis-60">
            <p className="text-xs text-ink-3">Did you mean</p>
            <code className="font-mono text-xs break-all">{suggestion}</code>
          </div>
          {/* Leaving the field would show its error, and move the button from under the pointer. */}
          <Button
            size="sm"
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChange(suggestion)}
          >
            Use this
          </Button>
        </div>
      )}
      {reading?.ok === true && reading.notice !== null && (
        <p className="text-xs text-ink-3">{reading.notice}</p>
      )}
      {reading?.ok === true && (
        <dl
          aria-label="The subject as it is read"
          className="flex flex-wrap gap-x-5 gap-y-1 rounded-md border border-line bg-ground px-3 py-2"
        >
          {reading.parts.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a subject may repeat a part; the place is its identity.
            <div key={index} className="min-w-0">
              <dt className="text-xs text-ink-3 first-letter:uppercase">{part.words}</dt>
              <dd className="font-mono text-xs leading-5 break-all">{part.value}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}
