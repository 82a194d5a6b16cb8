'use client'

import FileUp from 'lucide-react/icons/file-up'
import { type DragEvent, type ReactNode, type Ref, useState } from 'react'
import { cx } from './cx.ts'
import type { ControlProps } from './field.tsx'

interface DropZoneProps {
  control: ControlProps
  ref?: Ref<HTMLInputElement>
  onFiles: (files: readonly File[]) => void
  accept?: string | undefined
  multiple?: boolean
  disabled?: boolean
  /** Something is chosen: the border is whole. */
  filled?: boolean
  /** What stands in the zone. */
  children: ReactNode
  /** Stands above the input, and so can be pressed. */
  actions?: ReactNode
}

/** Where files are chosen or dropped. The input is the browser's own, stretched over the zone. */
export function DropZone({
  control,
  ref,
  onFiles,
  accept,
  multiple = false,
  disabled = false,
  filled = false,
  children,
  actions,
}: DropZoneProps) {
  const [over, setOver] = useState(false)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const dropped = [...event.dataTransfer.files]
    if (dropped.length > 0 && !disabled) onFiles(multiple ? dropped : dropped.slice(0, 1))
  }
  return (
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
        control['aria-invalid'] ? 'border-bad' : over ? 'border-ink bg-hover' : 'border-control',
        filled && 'border-solid',
      )}
    >
      <FileUp aria-hidden className="size-5 text-ink-3" />
      <div className="min-w-0 flex-1">{children}</div>
      <input
        {...control}
        ref={ref}
        type="file"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])]
          if (chosen.length > 0) onFiles(chosen)
          // So that the same file, mended meanwhile, can be chosen again.
          event.target.value = ''
        }}
        className="absolute inset-0 cursor-pointer opacity-0 disabled:cursor-not-allowed"
      />
      {actions}
    </div>
  )
}

/** The words of an empty zone. */
export function DropPrompt({ choose, prompt }: { choose: string; prompt: string }) {
  return (
    <>
      <p>
        <span className="font-medium underline decoration-line-strong underline-offset-3">
          {choose}
        </span>{' '}
        or drop {choose.endsWith('s') ? 'them' : 'it'} here
      </p>
      <p className="text-xs text-ink-3">{prompt}</p>
    </>
  )
}
