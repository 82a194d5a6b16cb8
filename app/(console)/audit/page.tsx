import type { Metadata } from 'next'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { ViewLimits } from '#components/vaults/view-limits.tsx'
import { VisibleVaults } from '#components/vaults/visible-vaults.tsx'
import { visibleVaultsQuery } from '#lib/features/vaults/client.ts'
import { listVisibleVaults } from '#lib/features/vaults/list-visible.ts'
import { openView } from '../open-view.ts'

export const metadata: Metadata = { title: 'Home' }

export default async function AuditorPage() {
  const { services, caller } = await openView('audit')
  const { queryKey } = visibleVaultsQuery()
  return (
    <Prefetch reads={[{ queryKey, queryFn: () => listVisibleVaults(services, caller, {}) }]}>
      <Breadcrumb items={[{ label: 'Home' }]} />
      <PageHeader title="Home" description="The vaults that your roles in Azure let you see." />
      <VisibleVaults />
      <ViewLimits
        appRole="Auditor"
        certificates="Security operations make and import them. Each change through this console is recorded with who, when and what became of it."
      />
    </Prefetch>
  )
}
