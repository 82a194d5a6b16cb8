'use client'

import X from 'lucide-react/icons/x'
import Link from 'next/link'
import { useEffect, useState } from 'react'
import { IconButton } from './icon-button.tsx'
import { dismissToast, type Toast } from './toast-store.ts'
import { ToneIcon } from './tone-icon.tsx'

/** Time in ms a toast stays, counted from when nobody points at it or has the focus in it. */
const stay = 7000

/** One message. Waits while it is pointed at or holds the focus (WCAG 2.2.1). */
export function ToastCard({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false)
  const { id, tone, title, detail, action } = toast

  useEffect(() => {
    if (held || tone === 'bad') return
    const timer = setTimeout(() => dismissToast(id), stay)
    return () => clearTimeout(timer)
  }, [held, tone, id])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that someone is reading.
    <div
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-auto flex w-88 max-w-full items-start gap-2.5 rounded-lg border border-line bg-raised py-2.5 pr-2 pl-3.5 shadow-float"
    >
      <ToneIcon tone={tone} className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{title}</p>
        {detail !== undefined && <p className="break-words text-ink-2">{detail}</p>}
        {action !== undefined && (
          <p className="mt-0.5 font-medium underline underline-offset-3">
            {'href' in action ? (
              <Link href={action.href} onClick={() => dismissToast(id)}>
                {action.label}
              </Link>
            ) : (
              <button
                type="button"
                onClick={() => {
                  dismissToast(id)
                  action.onSelect()
                }}
              >
                {action.label}
              </button>
            )}
          </p>
        )}
      </div>
      <IconButton
        label="Dismiss"
        size="sm"
        icon={<X aria-hidden />}
        onClick={() => dismissToast(id)}
        className="-my-0.5"
      />
    </div>
  )
}
