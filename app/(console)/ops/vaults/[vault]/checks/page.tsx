import type { Metadata } from 'next'
import { VaultChecks } from '#components/posture/vault-checks.tsx'
import { VaultFrame } from '#components/vaults/vault-frame.tsx'
import { postureQuery } from '#lib/features/posture/client.ts'
import { getPosture } from '#lib/features/posture/get.ts'
import { openView } from '../../../../open-view.ts'
import { readVaultName, type VaultParams } from '../vault-params.ts'
import { VaultReads } from '../vault-reads.tsx'

interface Props {
  params: VaultParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Checks · ${await readVaultName(params)}` }
}

export default async function VaultChecksPage({ params }: Props) {
  const { services, caller } = await openView('ops')
  const vault = await readVaultName(params)
  const read = {
    queryKey: postureQuery(vault).queryKey,
    queryFn: () => getPosture(services, caller, { vault }),
  }
  return (
    <VaultReads services={services} caller={caller} vault={vault} reads={[read]}>
      <VaultFrame vault={vault}>
        <VaultChecks vault={vault} />
      </VaultFrame>
    </VaultReads>
  )
}
