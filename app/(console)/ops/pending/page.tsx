import type { Metadata } from 'next'
import { PendingBoard } from '#components/pending/pending-board.tsx'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { pendingListQuery } from '#lib/features/pending/client.ts'
import { listPending } from '#lib/features/pending/list.ts'
import { openView } from '../../open-view.ts'

export const metadata: Metadata = { title: 'Pending' }

export default async function PendingPage() {
  const { services, caller } = await openView('ops')
  const { queryKey } = pendingListQuery()
  return (
    <Prefetch reads={[{ queryKey, queryFn: () => listPending(services, caller) }]}>
      <Breadcrumb items={[{ label: 'Pending' }]} />
      <PageHeader
        title="Pending operations"
        description="Orders at a CA, signing requests and failed issuances in every vault that you can read."
      />
      <PendingBoard />
    </Prefetch>
  )
}
