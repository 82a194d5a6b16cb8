import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CaProfileView } from '#components/issuers/ca-profile.tsx'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { paths } from '#lib/base/paths.ts'
import { findCaProfile } from '#lib/domain/certificates/ca-profiles.ts'
import { openView } from '../../../../../../open-view.ts'
import { readVaultName } from '../../../vault-params.ts'

interface Props {
  params: Promise<{ vault: string; profile: string }>
}

async function readProfile(params: Props['params']) {
  return findCaProfile((await params).profile) ?? notFound()
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await readProfile(params)).name }
}

export default async function CaProfilePage({ params }: Props) {
  await openView('ops')
  const vault = await readVaultName(params)
  const profile = await readProfile(params)
  const at = paths.vault(vault)
  return (
    <>
      <Breadcrumb
        items={[
          { label: 'Vaults', href: paths.vaults },
          { label: vault, href: at.root },
          { label: 'Issuers & contacts', href: at.issuers },
          { label: profile.name },
        ]}
      />
      <CaProfileView vault={vault} profile={profile} />
    </>
  )
}
