import type { ReactNode } from 'react'
import { cx } from './cx.ts'

export interface Definition {
  term: string
  /** Absent or empty values are shown as a muted dash, so that nothing looks forgotten. */
  value: ReactNode
  /** Set in the monospaced face. */
  mono?: boolean
}

interface DefinitionListProps {
  items: readonly Definition[]
  /** `wide` gives the terms more room. */
  terms?: 'normal' | 'wide'
  className?: string
}

/** Names and values of an object, one pair to a line. */
export function DefinitionList({ items, terms = 'normal', className }: DefinitionListProps) {
  return (
    <dl className={cx('grid gap-y-2', className)}>
      {items.map(({ term, value, mono }) => (
        <div
          key={term}
          className={cx(
            'grid gap-x-4 sm:items-baseline',
            terms === 'wide'
              ? 'sm:grid-cols-[13rem_minmax(0,1fr)]'
              : 'sm:grid-cols-[8.5rem_minmax(0,1fr)]',
          )}
        >
          <dt className="text-ink-3">{term}</dt>
          <dd className={cx('min-w-0 break-words', mono && 'font-mono text-xs leading-5')}>
            {value === null || value === undefined || value === '' ? (
              <span className="text-ink-3">none</span>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
