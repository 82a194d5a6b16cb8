import { Badge } from '#components/ui/badge.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { asWriteFailure } from '../write-words.ts'
import { type BulkAct, type BulkObject, bulkActs } from './bulk-acts.ts'
import type { Outcome, Outcomes } from './run-each.ts'

/** More lines than anybody reads; the rest is counted, and what fails is listed wherever it stands. */
const listedAtMost = 100

interface BulkListProps {
  act: BulkAct
  objects: readonly BulkObject[]
  outcomes: Outcomes
  keyOf: (object: BulkObject) => string
}

/** Each object with what became of it, and why. */
export function BulkList({ act, objects, outcomes, keyOf }: BulkListProps) {
  const shown = objects.filter(
    (object, place) => place < listedAtMost || outcomes[keyOf(object)]?.state === 'failed',
  )
  return (
    <ul
      aria-label="Certificates"
      className="max-h-72 divide-y divide-line overflow-y-auto rounded-md border border-line"
    >
      {shown.map((object) => (
        <Item key={keyOf(object)} act={act} object={object} outcome={outcomes[keyOf(object)]} />
      ))}
      {shown.length < objects.length && (
        <li className="px-3 py-1.5 text-ink-2">
          and {(objects.length - shown.length).toLocaleString('en-GB')} more
        </li>
      )}
    </ul>
  )
}

interface ItemProps {
  act: BulkAct
  object: BulkObject
  outcome: Outcome | undefined
}

function Item({ act, object, outcome }: ItemProps) {
  const { vault, name, blocked } = object
  const { done } = bulkActs[act]
  const failure = outcome?.state === 'failed' ? asWriteFailure(outcome.failure) : null
  return (
    <li className="px-3 py-1.5">
      <div className="flex min-h-5.5 items-center justify-between gap-3">
        <span className="min-w-0 truncate">
          <span className="font-medium">{name}</span>
          <span className="text-ink-3"> in {vault}</span>
        </span>
        {blocked != null && <Badge tone="neutral">Left out</Badge>}
        {outcome?.state === 'running' && <Spinner />}
        {outcome?.state === 'done' && (
          <Badge tone="ok">{done.charAt(0).toUpperCase() + done.slice(1)}</Badge>
        )}
        {failure !== null && <Badge tone="bad">Not {done}</Badge>}
      </div>
      {blocked != null && <p className="text-ink-2">{blocked}</p>}
      {failure !== null && (
        <p role="alert" className="break-words text-ink-2">
          {failure.title}. {failure.detail} {failure.nextStep}
        </p>
      )}
    </li>
  )
}
