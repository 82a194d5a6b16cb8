import type { ReactNode } from 'react'
import { Brand } from './brand-mark.tsx'
import { EmbeddedBadge } from './embedded-badge.tsx'

interface CenterPageProps {
  title: string
  /** Paragraphs. */
  children?: ReactNode
  actions?: ReactNode
  /** The console is on its own cloud, not on Azure. */
  embedded?: boolean
  /** Under the card, muted: what a colleague needs to know to help. */
  footer?: ReactNode
}

/** A page of one card, outside the frame: for when there is no one to show the frame to. */
export function CenterPage({
  title,
  children,
  actions,
  embedded = false,
  footer,
}: CenterPageProps) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-120 flex-col justify-center gap-5 px-4 py-10">
      <div className="flex items-center justify-between gap-3 px-1">
        <Brand />
        {embedded && <EmbeddedBadge wordy />}
      </div>
      <div className="rounded-lg border border-line bg-panel p-6 shadow-panel">
        <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
        {children !== undefined && <div className="mt-2 grid gap-2 text-ink-2">{children}</div>}
        {actions !== undefined && <div className="mt-5 flex flex-wrap gap-2">{actions}</div>}
      </div>
      {footer !== undefined && <div className="px-1 text-xs text-ink-3">{footer}</div>}
    </main>
  )
}
