'use client'

import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { currentToasts, serverToasts, subscribeToasts } from './toast-store.ts'

const ToastCard = dynamic(() => import('./toast-card.tsx').then((module) => module.ToastCard), {
  ssr: false,
})

/** Where toasts appear. Always in the page, so that assistive technology listens before the first one. */
export function ToastRegion() {
  const toasts = useSyncExternalStore(subscribeToasts, currentToasts, serverToasts)
  return (
    <section
      aria-label="Messages"
      className="pointer-events-none fixed right-4 bottom-4 z-40 max-w-[calc(100vw-2rem)] print:hidden"
    >
      <div role="status" aria-live="polite" className="grid gap-2">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
    </section>
  )
}
