'use client'

import Trash from 'lucide-react/icons/trash-2'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { useTableUrlState } from '#components/shell/use-table-url-state.ts'
import { DataTable } from '#components/ui/data-table.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { TableToolbar } from '#components/ui/table-toolbar.tsx'
import { deletedVaultsQuery } from '#lib/features/vault-life/client.ts'
import { deletedVaultColumns } from './deleted-vault-columns.tsx'
import { PartialNotice } from './partial-notice.tsx'

const newestFirst = { id: 'deleted', desc: true }

/** Every deleted vault that the user can see, until Azure purges it. */
export function DeletedVaultsTable() {
  const { data, failure, reading, retry } = useRead(deletedVaultsQuery())
  const [state, setState] = useTableUrlState(deletedVaultColumns, { sort: newestFirst })
  const problem = failure && <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
  if (data === undefined && problem) return problem
  const failures = data?.failures ?? []
  return (
    <div className="grid gap-3">
      {problem}
      <PartialNotice failures={failures} what="deleted vaults" onRetry={retry} retrying={reading} />
      <TableToolbar
        columns={deletedVaultColumns}
        state={state}
        onStateChange={setState}
        searchLabel="Name, group, region, tag"
        summary={data && `${data.items.length.toLocaleString('en-GB')} deleted`}
      />
      <DataTable
        label="Deleted vaults"
        columns={deletedVaultColumns}
        rows={data?.items}
        rowKey={(vault) => `${vault.subscriptionId}/${vault.name}`}
        rowLabel={(vault) => vault.name}
        state={state}
        onStateChange={setState}
        twoLines
        empty={
          failures.length > 0 ? (
            'No deleted vault in the subscriptions that could be read.'
          ) : (
            <EmptyState icon={<Trash aria-hidden />} title="No vault is deleted">
              A deleted vault stays here until its retention is over, 7 to 90 days, and can be
              recovered until then.
            </EmptyState>
          )
        }
      />
    </div>
  )
}
