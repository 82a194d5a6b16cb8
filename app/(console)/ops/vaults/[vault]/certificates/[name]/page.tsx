import type { Metadata } from 'next'
import { CertificatePage } from '#components/certificates/page/certificate-page.tsx'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { paths } from '#lib/base/paths.ts'
import { activityQuery } from '#lib/features/activity/client.ts'
import { listActivity } from '#lib/features/activity/list.ts'
import { certificateQuery, versionsQuery } from '#lib/features/certificates/client.ts'
import { getCertificate } from '#lib/features/certificates/get.ts'
import { listVersions } from '#lib/features/certificates/list-versions.ts'
import { openView } from '../../../../../open-view.ts'
import { type CertificateParams, readCertificateParams } from '../certificate-params.ts'

interface Props {
  params: CertificateParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { vault, name } = await readCertificateParams(params)
  return { title: `${name} · ${vault}` }
}

export default async function CertificateRoute({ params }: Props) {
  const { services, caller } = await openView('ops')
  const { vault, name } = await readCertificateParams(params)
  const at = paths.vault(vault)
  const history = { vault, name, limit: 20 }
  return (
    <Prefetch
      reads={[
        {
          queryKey: certificateQuery(vault, name).queryKey,
          queryFn: () => getCertificate(services, caller, { vault, name }),
        },
        {
          queryKey: versionsQuery(vault, name).queryKey,
          queryFn: () => listVersions(services, caller, { vault, name }),
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
          { label: 'Certificates', href: at.certificates },
          { label: name },
        ]}
      />
      <CertificatePage vault={vault} name={name} mails={services.outbox !== null} />
    </Prefetch>
  )
}
