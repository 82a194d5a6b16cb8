'use client'

import dynamic from 'next/dynamic'
import { useMemo, useRef } from 'react'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { recoveryInterval } from '#components/shell/query-client.ts'
import { useRead } from '#components/shell/use-read.ts'
import { useTableUrlState } from '#components/shell/use-table-url-state.ts'
import { useUrlState } from '#components/shell/use-url-state.ts'
import { useNow } from '#components/ui/clock-provider.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import { FilterMenu, TableToolbar } from '#components/ui/table-toolbar.tsx'
import { useLatch } from '#components/ui/use-latch.ts'
import { certificateStatuses } from '#lib/domain/certificates/status.ts'
import { certificatesQuery } from '#lib/features/certificates/client.ts'
import type { CertificateSummary } from '#lib/features/certificates/schema.ts'
import { useCertificateDetails } from './certificate-details.ts'
import { certificateColumns } from './certificates-table-columns.tsx'
import { type CertificateRow, certificateRows } from './certificates-table-rows.ts'
import { statusWord } from './status-badge.tsx'

const CertificateSelection = dynamic(
  () => import('./bulk/certificate-selection.tsx').then((module) => module.CertificateSelection),
  { ssr: false },
)

const NoCertificates = dynamic(
  () => import('./no-certificates.tsx').then((module) => module.NoCertificates),
  { loading: () => null },
)
const NoDataAccess = dynamic(
  () => import('#components/vaults/no-data-access.tsx').then((module) => module.NoDataAccess),
  { loading: () => null },
)

const byExpiry = { id: 'expires', desc: false }
const pendingPollMs = 10_000

/** The certificates of one vault: the list at once, then the details of the rows in sight. */
export function CertificatesTable({ vault }: { vault: string }) {
  const { data, failure, reading, retry } = useRead({
    ...certificatesQuery(vault),
    // A certificate that is being issued changes without anybody pressing anything.
    refetchInterval: (each) =>
      each.state.data?.some((row) => row.unissued) && each.state.error === null
        ? pendingPollMs
        : recoveryInterval(each.state),
  })
  const [state, setState] = useTableUrlState(certificateColumns, { sort: byExpiry })
  const [query, changeQuery] = useUrlState()
  const selecting = useLatch(state.selected.length > 0)
  const status = certificateStatuses.find((each) => each === query.get('status')) ?? null
  const all = useRows(vault, data)
  const rows = useMemo(
    () => (status === null ? all : all?.filter((row) => row.status === status)),
    [all, status],
  )

  if (failure !== null && failure.status === 403) {
    return <NoDataAccess failure={failure} what="certificates" onRetry={retry} retrying={reading} />
  }
  const problem = failure && <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
  if (all === undefined && problem) return problem
  return (
    <div className="grid gap-3">
      {problem}
      <TableToolbar
        columns={certificateColumns}
        state={state}
        onStateChange={setState}
        searchLabel="Name, subject, thumbprint, tag"
        filters={
          <FilterMenu
            label="Status"
            options={certificateStatuses.map((value) => ({ value, label: statusWord(value) }))}
            value={status}
            onChange={(value) => changeQuery({ status: value })}
          />
        }
        summary={all && rows && countWords(rows.length, all.length)}
      />
      <DataTable
        label={`Certificates in ${vault}`}
        columns={certificateColumns}
        rows={rows}
        rowKey={(row) => row.name}
        rowLabel={(row) => row.name}
        state={state}
        onStateChange={setState}
        selectable
        twoLines
        empty={
          all !== undefined && all.length > 0 && status !== null ? (
            `No certificate here is in the state “${statusWord(status)}”.`
          ) : (
            <NoCertificates vault={vault} />
          )
        }
      />
      {selecting && (
        <CertificateSelection
          certificates={selectedRows(all, state.selected)}
          onChange={(left) => setState({ selected: left.map(({ name }) => name) })}
        />
      )}
    </div>
  )
}

/** The address may name certificates that are gone meanwhile. */
function selectedRows(rows: readonly CertificateRow[] = [], selected: readonly string[]) {
  const wanted = new Set(selected)
  return rows.filter((row) => wanted.has(row.name))
}

function countWords(shown: number, total: number): string {
  const all = `${total.toLocaleString('en-GB')} ${total === 1 ? 'certificate' : 'certificates'}`
  return shown === total ? all : `${shown.toLocaleString('en-GB')} of ${all}`
}

function useRows(vault: string, list: readonly CertificateSummary[] | undefined) {
  const details = useCertificateDetails(vault)
  // A state changes by the day; by the minute is exact enough, and spares the table a new order each tick.
  const minute = Math.floor(useNow() / 60_000) * 60_000
  const before = useRef<readonly CertificateRow[]>([])
  return useMemo(() => {
    if (list === undefined) return undefined
    before.current = certificateRows(list, details, minute, before.current)
    return before.current
  }, [list, details, minute])
}
