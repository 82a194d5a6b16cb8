import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** Rows with a line between them, edge to edge in a Panel with `padding="none"`. */
export function RowList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul aria-label={label} className="divide-y divide-line">
      {children}
    </ul>
  )
}

interface RowProps {
  /** A Badge or an icon. */
  lead?: ReactNode
  /** The name, usually a TextLink. */
  title: ReactNode
  detail?: ReactNode
  /** A time or a number at the right. */
  aside?: ReactNode
  actions?: ReactNode
  /** Gives the lead a column of its own, so that titles stand under each other. */
  columns?: boolean
}

/** One line: state, name, what about it, since when, and what to do. Folds on a phone. */
export function RowItem({ lead, title, detail, aside, actions, columns = false }: RowProps) {
  return (
    <li className="flex min-h-10.5 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5">
      {lead !== undefined && <div className={cx('flex min-w-0', columns && 'md:w-50')}>{lead}</div>}
      <div className={cx('min-w-0 truncate font-medium', columns && 'md:w-40')}>{title}</div>
      {detail !== undefined && (
        <div className="min-w-0 flex-1 text-ink-2 max-md:order-last max-md:basis-full md:truncate">
          {detail}
        </div>
      )}
      <div className="ml-auto flex shrink-0 items-center gap-4">
        {aside !== undefined && <span className="text-ink-3">{aside}</span>}
        {actions}
      </div>
    </li>
  )
}
