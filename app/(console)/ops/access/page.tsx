import type { Metadata } from 'next'
import { PrincipalAccess } from '#components/access/principal-access.tsx'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { principalAccessQuery } from '#lib/features/access/client.ts'
import { getPrincipalAccess } from '#lib/features/access/get-principal.ts'
import { getPrincipalAccessInput } from '#lib/features/access/schema.ts'
import { openView } from '../../open-view.ts'

export const metadata: Metadata = { title: 'Access' }

interface Props {
  searchParams: Promise<{ principal?: string | string[] }>
}

export default async function PrincipalAccessPage({ searchParams }: Props) {
  const { services, caller } = await openView('ops')
  const asked = getPrincipalAccessInput.safeParse(await searchParams)
  const reads = asked.success
    ? [
        {
          queryKey: principalAccessQuery(asked.data.principal).queryKey,
          queryFn: () => getPrincipalAccess(services, caller, asked.data),
        },
      ]
    : []
  return (
    <Prefetch reads={reads}>
      <Breadcrumb items={[{ label: 'Access' }]} />
      <PageHeader
        title="Access"
        description="What a person, group or application has in every vault, by which entry or role, and what it could give to itself."
      />
      <PrincipalAccess />
    </Prefetch>
  )
}
