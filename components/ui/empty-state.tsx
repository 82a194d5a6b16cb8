import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon?: ReactNode
  /** What is not there: `No certificates in this vault yet`. */
  title: string
  /** Why, and who can change it. */
  children?: ReactNode
  /** The way on: a button or a link. */
  action?: ReactNode
}

/** Nothing to show, said on purpose. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center gap-1 px-6 py-12 text-center">
      {icon !== undefined && (
        <div
          aria-hidden
          className="mb-3 flex size-10 items-center justify-center rounded-lg border border-line bg-ground text-ink-3 [&>svg]:size-5"
        >
          {icon}
        </div>
      )}
      <p className="font-semibold">{title}</p>
      {children !== undefined && <div className="max-w-prose text-ink-2">{children}</div>}
      {action !== undefined && (
        <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>
      )}
    </div>
  )
}
