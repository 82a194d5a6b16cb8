import type { Metadata } from 'next'
import { ComparePage } from '#components/certificates/compare/compare-page.tsx'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { paths } from '#lib/base/paths.ts'
import { versionQuery, versionsQuery } from '#lib/features/certificates/client.ts'
import { getVersion } from '#lib/features/certificates/get-version.ts'
import { listVersions } from '#lib/features/certificates/list-versions.ts'
import { certificateVersion } from '#lib/features/certificates/schema.ts'
import { openView } from '../../../../../../open-view.ts'
import { type CertificateParams, readCertificateParams } from '../../certificate-params.ts'

interface Props {
  params: CertificateParams
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { vault, name } = await readCertificateParams(params)
  return { title: `Versions of ${name} · ${vault}` }
}

export default async function CompareRoute({ params, searchParams }: Props) {
  const { services, caller } = await openView('ops')
  const { vault, name } = await readCertificateParams(params)
  const query = await searchParams
  const at = paths.vault(vault)
  const named = [...new Set([query.from, query.to].map(readVersion))].filter(
    (version) => version !== null,
  )
  return (
    <Prefetch
      reads={[
        {
          queryKey: versionsQuery(vault, name).queryKey,
          queryFn: () => listVersions(services, caller, { vault, name }),
        },
        ...named.map((version) => ({
          queryKey: versionQuery(vault, name, version).queryKey,
          queryFn: () => getVersion(services, caller, { vault, name, version }),
        })),
      ]}
    >
      <Breadcrumb
        items={[
          { label: 'Vaults', href: paths.vaults },
          { label: vault, href: at.root },
          { label: name, href: at.certificate(name) },
          { label: 'Compare versions' },
        ]}
      />
      <ComparePage vault={vault} name={name} />
    </Prefetch>
  )
}

/** A version of the address; what cannot be one counts as not given. */
function readVersion(value: string | string[] | undefined): string | null {
  const parsed = certificateVersion.safeParse(value)
  return parsed.success ? parsed.data : null
}
