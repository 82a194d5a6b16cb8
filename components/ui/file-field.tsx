'use client'

import X from 'lucide-react/icons/x'
import { useRef } from 'react'
import { DropPrompt, DropZone } from './drop-zone.tsx'
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

/** One file, chosen or dropped. */
export function FileField({
  file,
  onChange,
  accept,
  prompt,
  disabled = false,
  ...field
}: FileFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <Field {...field}>
      {(control) => (
        <DropZone
          control={control}
          ref={input}
          accept={accept}
          disabled={disabled}
          filled={file !== null}
          onFiles={([chosen]) => chosen && onChange(chosen)}
          actions={
            file !== null && (
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
            )
          }
        >
          {file === null ? (
            <DropPrompt choose="Choose a file" prompt={prompt} />
          ) : (
            <>
              <p className="truncate font-medium">{file.name}</p>
              <p className="text-xs text-ink-3">{formatBytes(file.size)}</p>
            </>
          )}
        </DropZone>
      )}
    </Field>
  )
}
