import type { Metadata } from 'next'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { NewVault } from '#components/vaults/create/new-vault.tsx'
import { paths } from '#lib/base/paths.ts'
import { vaultPlacesQuery } from '#lib/features/vault-life/client.ts'
import { listVaultPlaces } from '#lib/features/vault-life/list-places.ts'
import { openView } from '../../../open-view.ts'

export const metadata: Metadata = { title: 'New vault' }

export default async function NewVaultPage() {
  const { services, caller } = await openView('ops')
  const { queryKey } = vaultPlacesQuery()
  return (
    <Prefetch reads={[{ queryKey, queryFn: () => listVaultPlaces(services, caller) }]}>
      <Breadcrumb items={[{ label: 'Vaults', href: paths.vaults }, { label: 'New' }]} />
      <PageHeader
        title="New vault"
        description="One vault for each application and environment keeps access narrow."
      />
      <NewVault />
    </Prefetch>
  )
}
