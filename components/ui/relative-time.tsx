'use client'

import { useNow } from './clock-provider.tsx'
import { cx } from './cx.ts'
import { formatDate, formatDateTime, formatRelative } from './format-time.ts'

interface RelativeTimeProps {
  /** ISO 8601 text or a Date. */
  time: string | Date
  /** Adds the date in muted ink: for tables, where nothing but the first column takes the focus. */
  withDate?: boolean
  className?: string
}

/** `in 19 days`; the absolute UTC time on hover and on focus. */
export function RelativeTime({ time, withDate = false, className }: RelativeTimeProps) {
  const now = useNow()
  const date = typeof time === 'string' ? new Date(time) : time
  if (Number.isNaN(date.getTime())) return <span className={className}>unknown</span>
  return (
    <time
      dateTime={date.toISOString()}
      data-tip={formatDateTime(date)}
      tabIndex={withDate ? undefined : 0}
      className={cx('rounded-sm whitespace-nowrap', className)}
    >
      {formatRelative(date, now)}
      {withDate && <span className="text-ink-3"> {formatDate(date)}</span>}
    </time>
  )
}
