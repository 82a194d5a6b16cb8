import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { ToneIcon } from './tone-icon.tsx'

interface ErrorPanelProps {
  /** What did not happen. */
  title: string
  /** Why. */
  detail?: ReactNode
  /** What to do now. */
  nextStep?: ReactNode
  /** Facts for a support case or a colleague: plane, right, request id. */
  facts?: ReactNode
  /** Retry and other ways on. */
  actions?: ReactNode
  tone?: 'bad' | 'warn'
  className?: string
}

/** Something failed, in place: what, why, and what to do. Announced when it appears. */
export function ErrorPanel({
  title,
  detail,
  nextStep,
  facts,
  actions,
  tone = 'bad',
  className,
}: ErrorPanelProps) {
  return (
    <div
      role="alert"
      className={cx(
        'flex flex-wrap items-start gap-x-3 gap-y-3 rounded-lg border bg-panel px-4 py-3 sm:flex-nowrap',
        tone === 'bad' ? 'border-bad' : 'border-warn',
        className,
      )}
    >
      <ToneIcon tone={tone} className="mt-0.5" />
      <div className="min-w-0 flex-1 max-sm:basis-[calc(100%-3rem)]">
        <p className="font-semibold break-words">{title}</p>
        {detail !== undefined && <div className="max-w-prose break-words text-ink-2">{detail}</div>}
        {nextStep !== undefined && <div className="mt-1 max-w-prose break-words">{nextStep}</div>}
        {facts !== undefined && <div className="mt-2 text-ink-3">{facts}</div>}
      </div>
      {actions !== undefined && (
        <div className="flex shrink-0 flex-wrap gap-2 max-sm:pl-7">{actions}</div>
      )}
    </div>
  )
}
