import type { Metadata } from 'next'
import { VersionPage } from '#components/certificates/page/version-page.tsx'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { paths } from '#lib/base/paths.ts'
import { activityQuery } from '#lib/features/activity/client.ts'
import { listActivity } from '#lib/features/activity/list.ts'
import { versionQuery, versionsQuery } from '#lib/features/certificates/client.ts'
import { getVersion } from '#lib/features/certificates/get-version.ts'
import { listVersions } from '#lib/features/certificates/list-versions.ts'
import { openView } from '../../../../../../open-view.ts'
import { readVersionParams, type VersionParams } from '../../certificate-params.ts'

interface Props {
  params: VersionParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { vault, name, version } = await readVersionParams(params)
  return { title: `${name} ${version.slice(0, 8)} · ${vault}` }
}

export default async function VersionRoute({ params }: Props) {
  const { services, caller } = await openView('ops')
  const { vault, name, version } = await readVersionParams(params)
  const at = paths.vault(vault)
  const history = { vault, name, limit: 20 }
  return (
    <Prefetch
      reads={[
        {
          queryKey: versionQuery(vault, name, version).queryKey,
          queryFn: () => getVersion(services, caller, { vault, name, version }),
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
          { label: name, href: at.certificate(name) },
          { label: version.slice(0, 8) },
        ]}
      />
      <VersionPage vault={vault} name={name} version={version} />
    </Prefetch>
  )
}
