import type { Metadata } from 'next'
import { CreateIssuerForm } from '#components/issuers/create-form.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { paths } from '#lib/base/paths.ts'
import { findProvider } from '#lib/domain/certificates/issuers/providers.ts'
import { openView } from '../../../../../open-view.ts'
import { readVaultName, type VaultParams } from '../../vault-params.ts'

export const metadata: Metadata = { title: 'Connect a CA' }

interface Props {
  params: VaultParams
  searchParams: Promise<{ provider?: string | string[] }>
}

export default async function NewIssuerPage({ params, searchParams }: Props) {
  await openView('ops')
  const vault = await readVaultName(params)
  const provider = findProvider(String((await searchParams).provider))
  const at = paths.vault(vault)
  return (
    <>
      <Breadcrumb
        items={[
          { label: 'Vaults', href: paths.vaults },
          { label: vault, href: at.root },
          { label: 'Issuers & contacts', href: at.issuers },
          { label: 'Connect a CA' },
        ]}
      />
      <PageHeader
        title="Connect a CA"
        description={`${vault} will order certificates there, and renew them, by itself.`}
      />
      <CreateIssuerForm vault={vault} provider={provider?.id ?? 'DigiCert'} />
    </>
  )
}
