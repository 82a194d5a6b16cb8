import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** A grey bar where text will stand. Give it the size of that text. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('skeleton block h-3.5', className)} />
}

const widths = ['w-2/5', 'w-3/5', 'w-1/2', 'w-1/3', 'w-2/3']

interface LoadingStateProps {
  /** What is being read: `Reading the certificates of contoso`. */
  label: string
  lines?: number
  children?: ReactNode
}

/** The shape of what is to come; says to assistive technology what is being read. */
export function LoadingState({ label, lines = 5, children }: LoadingStateProps) {
  return (
    <div role="status" className="p-4">
      <span className="visually-hidden">{label}</span>
      {children ?? (
        <div className="grid gap-4 py-1">
          {Array.from({ length: lines }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: bars without identity.
            <Skeleton key={line} className={widths[line % widths.length] ?? 'w-1/2'} />
          ))}
        </div>
      )}
    </div>
  )
}
