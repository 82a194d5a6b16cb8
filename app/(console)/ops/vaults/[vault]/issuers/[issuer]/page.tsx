import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { IssuerPage } from '#components/issuers/issuer-page.tsx'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { paths } from '#lib/base/paths.ts'
import { activityQuery } from '#lib/features/activity/client.ts'
import { listActivity } from '#lib/features/activity/list.ts'
import { issuerQuery, issuerUsesQuery } from '#lib/features/issuers/client.ts'
import { getIssuer } from '#lib/features/issuers/get.ts'
import { listIssuerUses } from '#lib/features/issuers/list-uses.ts'
import { issuerRef } from '#lib/features/issuers/schema.ts'
import { openView } from '../../../../../open-view.ts'

interface Props {
  params: Promise<{ vault: string; issuer: string }>
}

/** Vault and issuer from the address; what cannot be one is not found, before anything is asked. */
async function readIssuerParams(params: Props['params']) {
  const { vault, issuer } = await params
  const parsed = issuerRef.safeParse({ vault, name: issuer })
  if (!parsed.success) notFound()
  return parsed.data
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { vault, name } = await readIssuerParams(params)
  return { title: `${name} · ${vault}` }
}

export default async function IssuerRoute({ params }: Props) {
  const { services, caller } = await openView('ops')
  const { vault, name } = await readIssuerParams(params)
  const at = paths.vault(vault)
  const history = { vault, name: `issuers/${name}`, limit: 20 }
  return (
    <Prefetch
      reads={[
        {
          queryKey: issuerQuery(vault, name).queryKey,
          queryFn: () => getIssuer(services, caller, { vault, name }),
        },
        {
          queryKey: issuerUsesQuery(vault, name).queryKey,
          queryFn: () => listIssuerUses(services, caller, { vault, name }),
        },
        {
          queryKey: activityQuery(history).queryKey,
          queryFn: () => listActivity(services, caller, history),
        },
      ]}
    >
      <Breadcrumb
        items={[
          { label: 'Vaults', href: paths.vaults },
          { label: vault, href: at.root },
          { label: 'Issuers & contacts', href: at.issuers },
          { label: name },
        ]}
      />
      <IssuerPage vault={vault} name={name} />
    </Prefetch>
  )
}
