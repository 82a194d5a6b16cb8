import type { Metadata } from 'next'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { VaultsTable } from '#components/vaults/vaults-table.tsx'
import { paths } from '#lib/base/paths.ts'
import { vaultsQuery } from '#lib/features/vaults/client.ts'
import { listVaults } from '#lib/features/vaults/list.ts'
import { openView } from '../../open-view.ts'

export const metadata: Metadata = { title: 'Vaults' }

export default async function VaultsPage() {
  const { services, caller } = await openView('ops')
  const { queryKey } = vaultsQuery()
  return (
    <Prefetch reads={[{ queryKey, queryFn: () => listVaults(services, caller, {}) }]}>
      <Breadcrumb items={[{ label: 'Vaults' }]} />
      <PageHeader
        title="Vaults"
        description="Every vault that your Azure roles let you see, over all subscriptions."
        actions={
          <>
            <LinkButton href={paths.deletedVaults()}>Deleted vaults</LinkButton>
            <LinkButton variant="primary" href={paths.newVault}>
              New vault
            </LinkButton>
          </>
        }
      />
      <VaultsTable />
    </Prefetch>
  )
}
