'use client'

import X from 'lucide-react/icons/x'
import { type ReactNode, useRef } from 'react'
import { DropPrompt, DropZone } from './drop-zone.tsx'
import { Field, type FieldProps } from './field.tsx'
import { formatBytes } from './format-bytes.ts'
import { IconButton } from './icon-button.tsx'

interface FilesFieldProps extends FieldProps {
  files: readonly File[]
  onChange: (files: readonly File[]) => void
  accept?: string
  /** Stands in the zone: `PEM, DER or PKCS #7, up to 512 kB`. */
  prompt: string
  /** What is known about a file, beside its size. */
  about?: (file: File, place: number) => ReactNode
}

/** Several files, chosen or dropped, in one go or one after another. */
export function FilesField({ files, onChange, accept, prompt, about, ...field }: FilesFieldProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <div className="grid gap-2">
      <Field {...field}>
        {(control) => (
          <DropZone
            control={control}
            ref={input}
            accept={accept}
            multiple
            filled={files.length > 0}
            onFiles={(chosen) => onChange([...files, ...chosen])}
          >
            <DropPrompt choose="Choose files" prompt={prompt} />
          </DropZone>
        )}
      </Field>
      {files.length > 0 && (
        <ul aria-label="Chosen files" className="grid gap-1">
          {files.map((file, place) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: the same file may be chosen twice; its place tells them apart.
              key={`${place} ${file.name}`}
              className="flex items-center gap-3 rounded-md border border-line bg-ground py-1 pr-1 pl-3"
            >
              <span className="min-w-0 truncate font-medium">{file.name}</span>
              <span className="min-w-0 flex-1 text-xs text-ink-3">
                {formatBytes(file.size)}
                {about?.(file, place)}
              </span>
              <IconButton
                size="sm"
                label={`Remove ${file.name}`}
                icon={<X aria-hidden />}
                onClick={() => {
                  onChange(files.filter((_, other) => other !== place))
                  input.current?.focus()
                }}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
