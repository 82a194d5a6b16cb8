import type { Metadata } from 'next'
import { PolicyPage } from '#components/certificates/policy-editor/policy-page.tsx'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { paths } from '#lib/base/paths.ts'
import { certificateQuery } from '#lib/features/certificates/client.ts'
import { getCertificate } from '#lib/features/certificates/get.ts'
import { openView } from '../../../../../../open-view.ts'
import { type CertificateParams, readCertificateParams } from '../../certificate-params.ts'

interface Props {
  params: CertificateParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { vault, name } = await readCertificateParams(params)
  return { title: `Policy of ${name} · ${vault}` }
}

export default async function PolicyRoute({ params }: Props) {
  const { services, caller } = await openView('ops')
  const { vault, name } = await readCertificateParams(params)
  const at = paths.vault(vault)
  return (
    <Prefetch
      reads={[
        {
          queryKey: certificateQuery(vault, name).queryKey,
          queryFn: () => getCertificate(services, caller, { vault, name }),
        },
      ]}
    >
      <Breadcrumb
        items={[
          { label: 'Vaults', href: paths.vaults },
          { label: vault, href: at.root },
          { label: name, href: at.certificate(name) },
          { label: 'Policy' },
        ]}
      />
      <PolicyPage vault={vault} name={name} />
    </Prefetch>
  )
}
