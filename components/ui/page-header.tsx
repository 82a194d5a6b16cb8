import type { ReactNode } from 'react'

interface PageHeaderProps {
  title: ReactNode
  /** A Badge beside the title: is it healthy. */
  status?: ReactNode
  /** One line under the title: what it is. */
  description?: ReactNode
  /** Buttons; the primary one last. */
  actions?: ReactNode
}

/** Name, health, description and actions of a page, in this order. One to a page: it holds the h1. */
export function PageHeader({ title, status, description, actions }: PageHeaderProps) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0 max-w-full">
        <div className="flex min-h-8 min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
          <h1 className="min-w-0 text-xl font-semibold tracking-tight break-words">{title}</h1>
          {status}
        </div>
        {description !== undefined && (
          <div className="mt-0.5 text-ink-2 [&_code]:font-mono [&_code]:text-xs">{description}</div>
        )}
      </div>
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
