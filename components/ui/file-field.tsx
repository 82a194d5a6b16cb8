'use client'

import FileUp from 'lucide-react/icons/file-up'
import X from 'lucide-react/icons/x'
import { type DragEvent, useRef, useState } from 'react'
import { cx } from './cx.ts'
import { Field, type FieldProps } from './field.tsx'
import { formatBytes } from './format-bytes.ts'
import { IconButton } from './icon-button.tsx'

interface FileFieldProps extends FieldProps {
  file: File | null
  onChange: (file: File | null) => void
  /** As in the HTML attribute: `.pfx,.p12,.pem`. Helps to choose; what is sent must be checked anyway. */
  accept?: string
  /** Stands in the empty zone: `PFX or PEM, up to 1 MB`. */
  prompt: string
  disabled?: boolean
}

/** A file, chosen or dropped. The input is the browser's own, stretched over the zone. */
export function FileField({
  file,
  onChange,
  accept,
  prompt,
  disabled = false,
  ...field
}: FileFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = event.dataTransfer.files[0]
    if (dropped && !disabled) onChange(dropped)
  }
  return (
    <Field {...field}>
      {(control) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the input is the first.
        <div
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
          className={cx(
            'relative flex min-h-16 items-center gap-3 rounded-md border border-dashed bg-panel px-4 py-3 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-offset-2 has-[input:focus-visible]:outline-brass',
            control['aria-invalid']
              ? 'border-bad'
              : over
                ? 'border-ink bg-hover'
                : 'border-control',
            file !== null && 'border-solid',
          )}
        >
          <FileUp aria-hidden className="size-5 text-ink-3" />
          <div className="min-w-0 flex-1">
            {file === null ? (
              <>
                <p>
                  <span className="font-medium underline decoration-line-strong underline-offset-3">
                    Choose a file
                  </span>{' '}
                  or drop it here
                </p>
                <p className="text-xs text-ink-3">{prompt}</p>
              </>
            ) : (
              <>
                <p className="truncate font-medium">{file.name}</p>
                <p className="text-xs text-ink-3">{formatBytes(file.size)}</p>
              </>
            )}
          </div>
          <input
            {...control}
            ref={input}
            type="file"
            accept={accept}
            disabled={disabled}
            onChange={(event) => {
              const chosen = event.target.files?.[0]
              if (chosen) onChange(chosen)
              // So that the same file, mended meanwhile, can be chosen again.
              event.target.value = ''
            }}
            className="absolute inset-0 cursor-pointer opacity-0 disabled:cursor-not-allowed"
          />
          {file !== null && (
            <IconButton
              label={`Remove ${file.name}`}
              icon={<X aria-hidden />}
              disabled={disabled}
              className="relative"
              onClick={() => {
                onChange(null)
                input.current?.focus()
              }}
            />
          )}
        </div>
      )}
    </Field>
  )
}
