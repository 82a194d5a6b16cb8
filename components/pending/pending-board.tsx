'use client'

import CircleCheck from 'lucide-react/icons/circle-check'
import { useMemo } from 'react'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { recoveryInterval } from '#components/shell/query-client.ts'
import { useRead } from '#components/shell/use-read.ts'
import { useTableUrlState } from '#components/shell/use-table-url-state.ts'
import { useUrlState } from '#components/shell/use-url-state.ts'
import { DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { FilterMenu, TableToolbar } from '#components/ui/table-toolbar.tsx'
import { PartialNotice } from '#components/vaults/partial-notice.tsx'
import { paths } from '#lib/base/paths.ts'
import { pendingListQuery } from '#lib/features/pending/client.ts'
import { pendingColumns } from './pending-columns.tsx'
import {
  coverageWords,
  pendingPace,
  pendingRow,
  pendingStates,
  stateLooks,
} from './pending-words.ts'

const oldestFirst = { id: 'since', desc: false }

/** Who waits for what, over all vaults. Read again while something is in progress and the page is seen. */
export function PendingBoard() {
  const { data, failure, reading, retry } = useRead({
    ...pendingListQuery(),
    refetchInterval: ({ state }) => recoveryInterval(state) || pendingPace(state.data?.items ?? []),
    refetchIntervalInBackground: false,
  })
  const [state, setState] = useTableUrlState(pendingColumns, { sort: oldestFirst })
  const [query, changeQuery] = useUrlState()
  const filter = pendingStates.find((each) => each === query.get('state')) ?? null
  const all = useMemo(() => data?.items.map(pendingRow), [data])
  const rows = useMemo(
    () => (filter === null ? all : all?.filter((row) => row.state === filter)),
    [all, filter],
  )
  const problem = failure && <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
  if (problem && rows === undefined) return problem
  return (
    <div className="grid gap-3">
      {problem}
      <PartialNotice
        failures={data?.failures ?? []}
        what="pending operations"
        onRetry={retry}
        retrying={reading}
      />
      <TableToolbar
        columns={pendingColumns}
        state={state}
        onStateChange={setState}
        searchLabel="Certificate, vault, issuer, cause"
        filters={
          <FilterMenu
            label="State"
            options={pendingStates.map((value) => ({ value, label: stateLooks[value].word }))}
            value={filter}
            onChange={(value) => changeQuery({ state: value })}
          />
        }
        summary={rows && `${rows.length.toLocaleString('en-GB')} pending`}
      />
      <DataTable
        label="Pending operations"
        twoLines
        columns={pendingColumns}
        rows={rows}
        rowKey={(row) => `${row.vault}/${row.name}`}
        rowLabel={(row) => row.name}
        state={state}
        onStateChange={setState}
        empty={
          filter !== null && all !== undefined && all.length > 0 ? (
            `No operation is in the state “${stateLooks[filter].word}”.`
          ) : (data?.failures.length ?? 0) > 0 ? (
            'Nothing is pending in the vaults that could be read.'
          ) : (
            <EmptyState
              icon={<CircleCheck aria-hidden />}
              title="Nothing is pending"
              action={<LinkButton href={paths.vaults}>Vaults</LinkButton>}
            >
              Orders at a CA, signing requests and failed issuances stand here until they are issued
              or deleted.
            </EmptyState>
          )
        }
      />
      {data !== undefined && (
        <p className="max-w-prose text-xs text-ink-3">{coverageWords(data.covers)}</p>
      )}
    </div>
  )
}
