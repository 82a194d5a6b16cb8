import type { PolicyChange } from '#lib/domain/certificates/policy/changes.ts'

interface PolicyChangeListProps {
  changes: readonly PolicyChange[]
  /** Names the list for assistive technology. */
  label: string
}

/** The same, one sentence each. */
export function changeSentences(changes: readonly PolicyChange[]): string[] {
  return changes.map(({ title, before, after }) => `${title}: ${before} → ${after}`)
}

/** The difference of two policies: what it was, what it becomes, what that brings with it. */
export function PolicyChangeList({ changes, label }: PolicyChangeListProps) {
  return (
    <ul aria-label={label} className="grid gap-2">
      {changes.map(({ part, title, before, after, consequence }) => (
        <li key={part} className="min-w-0">
          <span className="text-ink-3">{title}</span>
          <span className="block break-words">
            <del className="text-ink-3">
              <span className="visually-hidden">before: </span>
              {before}
            </del>{' '}
            <span aria-hidden>→</span>{' '}
            <ins className="no-underline">
              <span className="visually-hidden">after: </span>
              {after}
            </ins>
          </span>
          {consequence !== null && <span className="block text-xs text-ink-2">{consequence}</span>}
        </li>
      ))}
    </ul>
  )
}
