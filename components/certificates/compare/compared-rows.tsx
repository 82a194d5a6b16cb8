import Equal from 'lucide-react/icons/equal'
import EqualNot from 'lucide-react/icons/equal-not'
import { cx } from '#components/ui/cx.ts'
import { formatDateTime } from '#components/ui/format-time.ts'
import { MonoId } from '#components/ui/mono-id.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { ComparedRow, ComparedValue } from '#lib/domain/certificates/compare-versions.ts'
import { groupHex } from '../group-hex.ts'

interface Side {
  version: string
  href: string
}

interface ComparedRowsProps {
  rows: readonly ComparedRow[]
  from: Side
  to: Side
}

const columns = 'md:grid-cols-[8.5rem_minmax(0,1fr)_minmax(0,1fr)_minmax(0,15rem)]'

/** The fields of two versions, one to a row; what differs has a sign and words, not only a tint. */
export function ComparedRows({ rows, from, to }: ComparedRowsProps) {
  return (
    <>
      <div className={cx('grid gap-x-4 border-b border-line px-4 py-2 text-ink-3', columns)}>
        <span className="max-md:hidden">Field</span>
        <Head word="From" side={from} />
        <Head word="To" side={to} />
        <span className="max-md:hidden">Difference</span>
      </div>
      <dl className="divide-y divide-line">
        {rows.map((row) => (
          <Row key={row.term} row={row} />
        ))}
      </dl>
    </>
  )
}

function Head({ word, side }: { word: string; side: Side }) {
  return (
    <span>
      {word}{' '}
      <TextLink href={side.href} data-tip={side.version} className="font-mono text-xs">
        {side.version.slice(0, 8)}…
      </TextLink>
    </span>
  )
}

function Row({ row }: { row: ComparedRow }) {
  const { term, from, to, difference, meaning, always } = row
  const differs = difference !== null
  const same = JSON.stringify(from) === JSON.stringify(to)
  return (
    <div
      data-differs={differs || undefined}
      className={cx(
        'grid gap-x-4 gap-y-1 px-4 py-2.5 md:items-baseline',
        columns,
        differs && !always && 'bg-brass-tint',
      )}
    >
      <dt className="text-ink-3 max-md:font-medium">{term}</dt>
      <Value word={same ? 'Both' : 'From'} value={from} label={`${term}, from`} />
      {/* One below the other, the same value twice would only be longer. */}
      <Value
        word="To"
        value={to}
        label={`${term}, to`}
        {...(same ? { className: 'max-md:hidden' } : {})}
      />
      <dd className="min-w-0 text-xs text-ink-2">
        <span className="flex items-baseline gap-1.5">
          {differs ? (
            <EqualNot aria-hidden className="size-3.5 shrink-0 translate-y-0.5" />
          ) : (
            <Equal aria-hidden className="size-3.5 shrink-0 translate-y-0.5 text-ink-3" />
          )}
          <span className={cx('min-w-0 break-words', !differs && 'text-ink-3')}>
            {difference === null
              ? 'the same'
              : always
                ? `${difference}, as in any two versions`
                : difference}
          </span>
        </span>
        {meaning !== null && <span className="mt-0.5 block pl-5 text-ink-3">{meaning}</span>}
      </dd>
    </div>
  )
}

interface ValueProps {
  word: string
  value: ComparedValue
  label: string
  className?: string
}

function Value({ word, value, label, className }: ValueProps) {
  return (
    <dd className={cx('min-w-0 break-words', className)}>
      <span className="text-xs text-ink-3 md:visually-hidden">{word}: </span>
      <Shown value={value} label={label} />
    </dd>
  )
}

function Shown({ value, label }: { value: ComparedValue; label: string }) {
  switch (value.kind) {
    case 'text':
      return value.text
    case 'mono':
      return <code className="font-mono text-xs break-all">{value.text || 'none'}</code>
    case 'hex':
      return <MonoId value={groupHex(value.text)} label={label} head={14} tail={9} />
    case 'time':
      return value.time === null ? 'not set' : formatDateTime(new Date(value.time))
    case 'list':
      return value.items.length === 0 ? (
        <span className="text-ink-3">none</span>
      ) : (
        <ul className="inline-grid align-top font-mono text-xs leading-5">
          {value.items.map((item) => (
            <li key={item} className="break-all">
              {item}
            </li>
          ))}
        </ul>
      )
  }
}
