import type { Metadata } from 'next'
import { DeletedTable } from '#components/deleted/deleted-table.tsx'
import { DeletedTabs } from '#components/deleted/deleted-tabs.tsx'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { deletedCertificatesQuery } from '#lib/features/certificates/client.ts'
import { listDeletedCertificates } from '#lib/features/certificates/list-deleted.ts'
import { openView } from '../../open-view.ts'

export const metadata: Metadata = { title: 'Deleted' }

export default async function DeletedPage() {
  const { services, caller } = await openView('ops')
  const { queryKey } = deletedCertificatesQuery()
  return (
    <Prefetch reads={[{ queryKey, queryFn: () => listDeletedCertificates(services, caller, {}) }]}>
      <Breadcrumb items={[{ label: 'Deleted' }]} />
      <PageHeader
        title="Deleted certificates"
        description="What was deleted in every vault that you can read, until its retention is over."
      />
      <DeletedTabs />
      <DeletedTable />
    </Prefetch>
  )
}
