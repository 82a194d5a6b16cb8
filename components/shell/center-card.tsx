import type { ReactNode } from 'react'
import { Brand } from './brand-mark.tsx'

export interface CenterCardProps {
  title: string
  /** Paragraphs. */
  children?: ReactNode
  actions?: ReactNode
  /** Beside the name of the product. */
  badge?: ReactNode
  /** Under the card, muted: what a colleague needs to know to help. */
  footer?: ReactNode
}

/** The bare page of one card. Every page carries it along for the day it breaks, so it stays small. */
export function CenterCard({ title, children, actions, badge, footer }: CenterCardProps) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-120 flex-col justify-center gap-5 px-4 py-10">
      <div className="flex items-center justify-between gap-3 px-1">
        <Brand />
        {badge}
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
