import type { Metadata } from 'next'
import { DeletedTabs } from '#components/deleted/deleted-tabs.tsx'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { DeletedVaultsTable } from '#components/vaults/deleted-vaults-table.tsx'
import { paths } from '#lib/base/paths.ts'
import { deletedVaultsQuery } from '#lib/features/vault-life/client.ts'
import { listDeletedVaults } from '#lib/features/vault-life/list-deleted.ts'
import { openView } from '../../../open-view.ts'

export const metadata: Metadata = { title: 'Deleted vaults' }

export default async function DeletedVaultsPage() {
  const { services, caller } = await openView('ops')
  const { queryKey } = deletedVaultsQuery()
  return (
    <Prefetch reads={[{ queryKey, queryFn: () => listDeletedVaults(services, caller) }]}>
      <Breadcrumb items={[{ label: 'Vaults', href: paths.vaults }, { label: 'Deleted' }]} />
      <PageHeader
        title="Deleted vaults"
        description="Vaults of every subscription that you can see, until their retention is over."
      />
      <DeletedTabs />
      <DeletedVaultsTable />
    </Prefetch>
  )
}
