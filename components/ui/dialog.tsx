'use client'

import X from 'lucide-react/icons/x'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from './cx.ts'
import { focusHome, focusIsLost } from './focus-home.ts'
import { IconButton } from './icon-button.tsx'

interface DialogProps {
  open: boolean
  /** Escape, the close button, or a press beside it. Not called while `busy`. */
  onClose: () => void
  title: string
  /** One or two sentences under the title; read with it. */
  description?: ReactNode
  /** Buttons; the primary one last. */
  actions?: ReactNode
  size?: 'sm' | 'md' | 'lg'
  /** Work is under way that closing would not stop. */
  busy?: boolean
  children?: ReactNode
}

const sizes = { sm: 'sm:w-104', md: 'sm:w-136', lg: 'sm:w-192' }

/**
 * A modal dialog on the browser's own <dialog>: it holds the focus, makes the page inert and gives the
 * focus back. Its content is mounted only while it is open, so each opening starts afresh.
 */
export function Dialog(props: DialogProps) {
  return props.open ? <OpenDialog {...props} /> : null
}

function OpenDialog({
  onClose,
  title,
  description,
  actions,
  size = 'md',
  busy = false,
  children,
}: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null)
  const id = useId()

  useEffect(() => {
    const dialog = ref.current
    const before = document.activeElement
    dialog?.showModal()
    return () => {
      dialog?.close()
      if (!(before instanceof HTMLElement)) return
      if (before.isConnected) before.focus()
      else if (focusIsLost()) focusHome()
    }
  }, [])

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press beside it is a convenience; Escape is the key for it.
    <dialog
      ref={ref}
      aria-labelledby={id}
      aria-describedby={description === undefined ? undefined : `${id}-description`}
      onCancel={(event) => {
        // React hands on the event of a dialog that was opened from this one: that one alone is meant.
        if (event.target !== ref.current) return
        event.preventDefault()
        if (!busy) onClose()
      }}
      onClick={(event) => {
        if (event.target === ref.current && !busy) onClose()
      }}
      className={cx(
        'm-auto max-h-[calc(100dvh-2rem)] w-[calc(100vw-2rem)] max-w-full overflow-visible rounded-lg border border-line bg-raised text-ink shadow-float backdrop:bg-veil',
        sizes[size],
      )}
    >
      <div className="flex max-h-[calc(100dvh-2rem)] flex-col">
        <header className="px-5 pt-4 pr-12 pb-1">
          <h2 id={id} className="text-base font-semibold break-words">
            {title}
          </h2>
          {description !== undefined && (
            <div id={`${id}-description`} className="mt-1 text-ink-2">
              {description}
            </div>
          )}
        </header>
        {children !== undefined && (
          <div className="min-h-0 overflow-y-auto px-5 py-3">{children}</div>
        )}
        {actions !== undefined && (
          <footer className="flex flex-wrap justify-end gap-2 px-5 pt-2 pb-4">{actions}</footer>
        )}
        {/* Last in order, so that the focus starts in what the dialog is about. */}
        <IconButton
          label="Close"
          icon={<X aria-hidden />}
          size="sm"
          disabled={busy}
          onClick={onClose}
          className="absolute top-3 right-3"
        />
      </div>
    </dialog>
  )
}
