'use client'

import Trash from 'lucide-react/icons/trash-2'
import dynamic from 'next/dynamic'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { useTableUrlState } from '#components/shell/use-table-url-state.ts'
import { DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TableToolbar } from '#components/ui/table-toolbar.tsx'
import { PartialNotice } from '#components/vaults/partial-notice.tsx'
import { deletedCertificatesQuery } from '#lib/features/certificates/client.ts'
import type { CertificateRef, DeletedCertificate } from '#lib/features/certificates/schema.ts'
import { deletedColumns, deletedColumnsOfVault } from './deleted-columns.tsx'
import { DeletedSelection } from './deleted-selection.tsx'

const NoDataAccess = dynamic(
  () => import('#components/vaults/no-data-access.tsx').then((module) => module.NoDataAccess),
  { loading: () => null },
)

const newestFirst = { id: 'deleted', desc: true }

/** Deleted certificates of one vault, or of every vault the user can read. */
export function DeletedTable({ vault }: { vault?: string }) {
  const read = useRead(deletedCertificatesQuery(vault))
  const { data, reading, retry } = read
  const columns = vault === undefined ? deletedColumns : deletedColumnsOfVault
  const [state, setState] = useTableUrlState(columns, { sort: newestFirst })
  const rows = data?.items

  const failures = data?.failures ?? []
  const failure = read.failure ?? onlyFailure(vault, failures)
  if (failure !== null && failure.status === 403) {
    return (
      <NoDataAccess
        failure={failure}
        what="deleted certificates"
        onRetry={retry}
        retrying={reading}
      />
    )
  }
  const problem = failure && <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
  if (problem && (rows === undefined || read.failure === null)) return problem
  return (
    <div className="grid gap-3">
      {problem}
      <PartialNotice
        failures={failures}
        what="deleted certificates"
        onRetry={retry}
        retrying={reading}
      />
      <TableToolbar
        columns={columns}
        state={state}
        onStateChange={setState}
        searchLabel={vault === undefined ? 'Name, vault, tag' : 'Name, tag'}
        summary={rows && `${rows.length.toLocaleString('en-GB')} deleted`}
      />
      <DataTable
        label={vault === undefined ? 'Deleted certificates' : `Deleted certificates of ${vault}`}
        columns={columns}
        rows={rows}
        rowKey={rowKey}
        rowLabel={vault === undefined ? (row) => `${row.name} in ${row.vault}` : (row) => row.name}
        state={state}
        onStateChange={setState}
        selectable
        twoLines
        empty={
          failures.length > 0 ? (
            'Nothing deleted in the vaults that could be read.'
          ) : (
            <EmptyState icon={<Trash aria-hidden />} title="Nothing is deleted">
              A deleted certificate stays here until its vault’s retention is over, usually 90 days,
              and can be recovered until then.
            </EmptyState>
          )
        }
      />
      <DeletedSelection
        certificates={selectedRows(rows, state.selected)}
        onChange={(left) => setState({ selected: left.map(rowKey) })}
      />
    </div>
  )
}

function rowKey({ vault, name }: CertificateRef): string {
  return `${vault}/${name}`
}

/** The address may name certificates that are not deleted, or no longer. */
function selectedRows(rows: readonly DeletedCertificate[] = [], selected: readonly string[]) {
  const wanted = new Set(selected)
  return rows.filter((row) => wanted.has(rowKey(row)))
}

/** With one vault there is no partial result: what failed is the page. */
function onlyFailure<F>(vault: string | undefined, failures: readonly F[]): F | null {
  return vault === undefined ? null : (failures[0] ?? null)
}
