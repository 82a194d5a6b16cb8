'use client'

import FileKey from 'lucide-react/icons/file-key'
import Upload from 'lucide-react/icons/upload'
import { useState } from 'react'
import { buttonClass } from '#components/ui/button-class.ts'
import { cx } from '#components/ui/cx.ts'
import { Field } from '#components/ui/field.tsx'

interface FileFieldProps {
  file: File | null
  onFile: (file: File) => void
  error?: string | undefined
  /** Reading is under way. */
  busy: boolean
}

/** `3.4 kB`, in steps of 1,000 as file managers show it. */
function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** One file, dropped or chosen. The file stays chosen when something about it is wrong. */
export function FileField({ file, onFile, error, busy }: FileFieldProps) {
  const [over, setOver] = useState(false)
  return (
    <Field
      label="File"
      error={error}
      hint="PFX or PEM with the private key, at most 1 MB. The whole chain may be in it."
    >
      {(control) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a convenience; the file input does the same by keyboard.
        <div
          onDragOver={(event) => {
            event.preventDefault()
            setOver(true)
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault()
            setOver(false)
            const dropped = event.dataTransfer.files[0]
            if (dropped !== undefined) onFile(dropped)
          }}
          className={cx(
            'relative flex min-h-18 has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-brass flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-dashed px-4 py-3',
            over ? 'border-brass bg-brass-tint' : 'border-control bg-panel',
            error !== undefined && 'border-bad',
          )}
        >
          <span className="flex size-9 shrink-0 items-center justify-center rounded-md border border-line bg-ground text-ink-3">
            {file === null ? (
              <Upload aria-hidden className="size-4" />
            ) : (
              <FileKey aria-hidden className="size-4" />
            )}
          </span>
          <div className="min-w-0 flex-1 basis-40">
            {file === null ? (
              <p>
                Drop a <code className="font-mono text-xs">.pfx</code>,{' '}
                <code className="font-mono text-xs">.p12</code> or{' '}
                <code className="font-mono text-xs">.pem</code> file here
              </p>
            ) : (
              <>
                <p className="truncate font-medium">{file.name}</p>
                <p className="text-xs text-ink-3" role="status">
                  {busy ? 'Reading…' : formatSize(file.size)}
                </p>
              </>
            )}
          </div>
          <input
            {...control}
            type="file"
            accept=".pfx,.p12,.pem,.crt,.cer,.key,.txt,application/x-pkcs12,application/x-pem-file"
            onChange={(event) => {
              const chosen = event.target.files?.[0]
              if (chosen !== undefined) onFile(chosen)
              // The same file, changed on disk, must count as a new choice.
              event.target.value = ''
            }}
            className="visually-hidden"
          />
          <label htmlFor={control.id} className={buttonClass('secondary', 'sm', 'text')}>
            {file === null ? 'Choose file' : 'Choose another'}
          </label>
        </div>
      )}
    </Field>
  )
}
