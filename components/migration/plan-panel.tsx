import { Given } from '#components/access/given.tsx'
import { Principal } from '#components/access/principal.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import type { Tone } from '#components/ui/tone.ts'
import type { MigrationReport, MigrationRow } from '#lib/features/permission-model/schema.ts'
import {
  type Choices,
  changesOf,
  changeWordsOf,
  chosenWay,
  count,
  proposed,
  summaryOf,
  wayWords,
} from './migration-model.ts'

interface PlanPanelProps {
  report: MigrationReport
  choices: Choices
  /** Absent: the plan is carried out, and only shown. */
  onChoose?: (principalId: string, way: number) => void
}

/** What becomes of everybody, operation by operation. */
export function PlanPanel({ report, choices, onChoose }: PlanPanelProps) {
  const { principals, losing, gaining, inexpressible } = summaryOf(report, choices)
  return (
    <Panel title="Who loses and gains what" note={principals} padding="none">
      <p className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
        <Count of={losing} tone="bad" words="lose something" none="Nobody loses anything" />
        <Count of={gaining} tone="warn" words="gain something" none="Nobody gains anything" />
        {inexpressible > 0 && (
          <Badge tone="info">{inexpressible} with something that cannot be said</Badge>
        )}
      </p>
      {report.rows.length === 0 ? (
        <p className="p-4 text-ink-2">Nobody has access, so nobody loses any.</p>
      ) : (
        <ul aria-label="Who loses and gains what" className="divide-y divide-line">
          {report.rows.map((row) => (
            <li
              key={row.principal.id}
              className="grid gap-x-6 gap-y-2 px-4 py-3 md:grid-cols-[18rem_minmax(0,1fr)]"
            >
              <Principal
                principal={row.principal}
                group={report.groups.find(({ id }) => id === row.principal.id)}
              />
              <Row row={row} choices={choices} onChoose={onChoose} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Count({ of, tone, words, none }: { of: number; tone: Tone; words: string; none: string }) {
  return of === 0 ? (
    <Badge tone="ok">{none}</Badge>
  ) : (
    <Badge tone={tone}>
      {of} {of === 1 ? words.replace(/^(lose|gain)/, '$1s') : words}
    </Badge>
  )
}

interface RowProps {
  row: MigrationRow
  choices: Choices
  onChoose: PlanPanelProps['onChoose']
}

function Row({ row, choices, onChoose }: RowProps) {
  const { principal, template, holds, ways, inexpressible } = row
  const way = chosenWay(row, choices)
  const { lost, gained } = changesOf(row, choices)
  return (
    <div className="grid min-w-0 gap-2">
      <div className="grid gap-1">
        <p className="text-ink-2">
          {heldWords(holds.length > 0, onChoose !== undefined)}
          {template !== null && `, as the template “${template}” of the portal`}
        </p>
        <Given gives={holds} />
      </div>
      {onChoose === undefined ? (
        <p className="text-ink-2">{way === null ? 'Was left out' : wayWords(way)}</p>
      ) : (
        <SelectField
          label="Gets instead"
          aria-label={`Gets instead: ${principal.name ?? principal.id}`}
          className="max-w-136"
          value={String(choices[principal.id] ?? proposed(row))}
          onChange={(event) => onChoose(principal.id, Number(event.target.value))}
          disabled={principal.isUnknown}
          options={[
            ...ways.map((one, place) => ({ value: String(place), label: wayWords(one) })),
            { value: '-1', label: 'Nothing: leave it out' },
          ]}
        />
      )}
      {principal.isUnknown && (
        <p className="text-ink-3">Nobody stands behind it, so it is left out.</p>
      )}
      {way?.roles.map(({ roleId, name, allows }) => (
        <p key={roleId} className="max-w-prose text-xs text-ink-3">
          {name}: {allows}
        </p>
      ))}
      <Change title="Loses" tone="bad" lines={lost} />
      <Change title="Gains" tone="warn" lines={gained} />
      {lost.length === 0 && gained.length === 0 && (
        <Badge tone="ok" className="justify-self-start">
          Exactly the same
        </Badge>
      )}
      {row.awakened.length > 0 && (
        <p className="max-w-prose text-ink-2">
          {count(row.awakened.length, 'operation')} come with the switch alone, by what is there and
          does not count yet.
        </p>
      )}
      {inexpressible.map((words) => (
        <p key={words} className="flex max-w-prose items-start gap-2 text-ink-2">
          <Badge tone="info" className="shrink-0">
            Not sayable
          </Badge>
          {words}
        </p>
      ))}
    </div>
  )
}

function heldWords(something: boolean, today: boolean): string {
  if (!something) return today ? 'Has nothing today' : 'Had nothing'
  return today ? 'Has today' : 'Had'
}

interface ChangeProps {
  title: string
  tone: Tone
  lines: MigrationRow['awakened']
}

function Change({ title, tone, lines }: ChangeProps) {
  if (lines.length === 0) return null
  return (
    <details>
      <summary className="min-h-6 cursor-pointer rounded-sm">
        <Badge tone={tone}>
          {title} {count(lines.length, 'operation')}
        </Badge>
      </summary>
      <ul className="mt-1 max-w-prose list-disc pl-5 text-ink-2">
        {changeWordsOf(lines).map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </details>
  )
}
