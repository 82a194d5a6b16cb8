import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { MailsTable } from '#components/mails/mails-table.tsx'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { mailsQuery } from '#lib/features/mails/client.ts'
import { listMails } from '#lib/features/mails/list.ts'
import { openView } from '../../open-view.ts'

export const metadata: Metadata = { title: 'Mails' }

export default async function MailsPage() {
  const { services, caller } = await openView('ops')
  // A real tenant sends its mails and keeps none: there is nothing at this address.
  if (services.outbox === null) notFound()
  return (
    <Prefetch
      reads={[{ queryKey: mailsQuery().queryKey, queryFn: () => listMails(services, caller, {}) }]}
    >
      <Breadcrumb items={[{ label: 'Mails' }]} />
      <PageHeader
        title="Mails"
        description="What the vaults wrote to their contacts. The embedded cloud keeps it here; nothing leaves this machine."
      />
      <MailsTable />
    </Prefetch>
  )
}
