import type { Metadata } from 'next'
import { AttentionBoard } from '#components/attention/attention-board.tsx'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { attentionQuery } from '#lib/features/attention/client.ts'
import { listAttention } from '#lib/features/attention/list.ts'
import { openView } from '../open-view.ts'

export const metadata: Metadata = { title: 'Overview' }

export default async function OverviewPage() {
  const { services, caller } = await openView('ops')
  const { queryKey } = attentionQuery()
  return (
    <Prefetch reads={[{ queryKey, queryFn: () => listAttention(services, caller, {}) }]}>
      <Breadcrumb items={[{ label: 'Overview' }]} />
      <AttentionBoard />
    </Prefetch>
  )
}
