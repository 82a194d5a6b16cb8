import type { Metadata } from 'next'
import { startsOfWays } from '#components/certificates/create/initial-values.ts'
import { NewVersion } from '#components/certificates/create/new-version.tsx'
import { Wizard } from '#components/certificates/create/wizard.tsx'
import { Prefetch } from '#components/shell/prefetch.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { paths } from '#lib/base/paths.ts'
import { type CaProfile, findCaProfile } from '#lib/domain/certificates/ca-profiles.ts'
import { certificateQuery } from '#lib/features/certificates/client.ts'
import { getCertificate } from '#lib/features/certificates/get.ts'
import { openView } from '../../../../../open-view.ts'
import { readVaultName, type VaultParams } from '../../vault-params.ts'
import { readNameQuery } from '../certificate-params.ts'

export const metadata: Metadata = { title: 'New certificate' }

interface Props {
  params: VaultParams
  searchParams: Promise<{ name?: string | string[]; profile?: string | string[] }>
}

export default async function NewCertificatePage({ params, searchParams }: Props) {
  const { services, caller } = await openView('ops')
  const vault = await readVaultName(params)
  const query = await searchParams
  const name = readNameQuery(query.name)
  const profile = findCaProfile(String(query.profile))
  const at = paths.vault(vault)
  const reads =
    name === null
      ? []
      : [
          {
            queryKey: certificateQuery(vault, name).queryKey,
            queryFn: () => getCertificate(services, caller, { vault, name }),
          },
        ]
  return (
    <Prefetch reads={reads}>
      <Breadcrumb
        items={[
          { label: 'Vaults', href: paths.vaults },
          { label: vault, href: at.root },
          ...(name === null ? [] : [{ label: name, href: at.certificate(name) }]),
          { label: name === null ? 'New certificate' : 'New version' },
        ]}
      />
      {name === null ? (
        <>
          <PageHeader
            title="New certificate"
            description={`In ${vault}. Four ways: the first choice is who signs it.`}
          />
          <NewWizard vault={vault} profile={profile} />
        </>
      ) : (
        <>
          <PageHeader
            title={`New version of ${name}`}
            description="Filled with the present policy. What you change here holds for later versions too."
          />
          <NewVersion vault={vault} name={name} />
        </>
      )}
    </Prefetch>
  )
}

function NewWizard({ vault, profile }: { vault: string; profile: CaProfile | null }) {
  const starts = startsOfWays(new Date(), profile)
  return (
    <Wizard
      vault={vault}
      initial={starts.self}
      starts={starts}
      newVersion={false}
      whole={profile !== null}
    />
  )
}
