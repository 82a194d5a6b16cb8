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
    <li className="flex min-h-10.5 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5 md:flex-nowrap">
      {lead !== undefined && (
        <div className={cx('flex min-w-0 max-md:flex-1', columns && 'md:w-50')}>{lead}</div>
      )}
      <div
        className={cx(
          'min-w-0 truncate font-medium',
          lead === undefined ? 'max-md:flex-1' : 'max-md:order-1 max-md:basis-full',
          columns ? 'md:w-40' : 'md:max-w-1/2 md:shrink-0',
        )}
      >
        {title}
      </div>
      <div className="min-w-0 flex-1 text-ink-2 max-md:order-2 md:truncate">{detail}</div>
      {aside !== undefined && <div className="shrink-0 text-ink-3">{aside}</div>}
      {actions !== undefined && <div className="flex shrink-0 items-center gap-2">{actions}</div>}
      <div className="order-1 h-0 basis-full md:hidden" />
    </li>
  )
}
