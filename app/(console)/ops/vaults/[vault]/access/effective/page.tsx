import type { Metadata } from 'next'
import { EffectiveAccess } from '#components/access/effective-access.tsx'
import { VaultFrame } from '#components/vaults/vault-frame.tsx'
import { accessQuery } from '#lib/features/access/client.ts'
import { getAccess } from '#lib/features/access/get.ts'
import { getAccessInput } from '#lib/features/access/schema.ts'
import { openView } from '../../../../../open-view.ts'
import { readVaultName, type VaultParams } from '../../vault-params.ts'
import { VaultReads } from '../../vault-reads.tsx'

interface Props {
  params: VaultParams
  searchParams: Promise<{ certificate?: string | string[]; object?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Who has access · ${await readVaultName(params)}` }
}

export default async function EffectiveAccessPage({ params, searchParams }: Props) {
  const { services, caller } = await openView('ops')
  const vault = await readVaultName(params)
  // Somebody's own text in the address is no reason to fail: then the vault alone is asked about.
  const { certificate, object } = await searchParams
  const asked = getAccessInput.safeParse({ vault, certificate, object })
  const about = asked.success
    ? { certificate: asked.data.certificate, object: asked.data.object }
    : {}
  const read = {
    queryKey: accessQuery(vault, about).queryKey,
    queryFn: () => getAccess(services, caller, { vault, ...about }),
  }
  return (
    <VaultReads services={services} caller={caller} vault={vault} reads={[read]}>
      <VaultFrame vault={vault}>
        <EffectiveAccess vault={vault} about={about} />
      </VaultFrame>
    </VaultReads>
  )
}
