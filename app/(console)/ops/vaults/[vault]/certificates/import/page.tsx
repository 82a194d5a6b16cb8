import type { Metadata } from 'next'
import { ImportForm } from '#components/certificates/import/import-form.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { paths } from '#lib/base/paths.ts'
import { openView } from '../../../../../open-view.ts'
import { readVaultName, type VaultParams } from '../../vault-params.ts'
import { readNameQuery } from '../certificate-params.ts'

export const metadata: Metadata = { title: 'Import certificate' }

interface Props {
  params: VaultParams
  searchParams: Promise<{ name?: string | string[] }>
}

export default async function ImportCertificatePage({ params, searchParams }: Props) {
  await openView('ops')
  const vault = await readVaultName(params)
  const name = readNameQuery((await searchParams).name)
  const at = paths.vault(vault)
  return (
    <>
      <Breadcrumb
        items={[
          { label: 'Vaults', href: paths.vaults },
          { label: vault, href: at.root },
          ...(name === null ? [] : [{ label: name, href: at.certificate(name) }]),
          { label: name === null ? 'Import certificate' : 'Import version' },
        ]}
      />
      <PageHeader
        title={name === null ? 'Import certificate' : `Import a version of ${name}`}
        description="A PFX or PEM file with its private key, as your CA or another tool gave it."
      />
      <ImportForm vault={vault} name={name} />
    </>
  )
}
