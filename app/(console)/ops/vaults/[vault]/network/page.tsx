import type { Metadata } from 'next'
import { NetworkPanels } from '#components/network/network-panels.tsx'
import { VaultFrame } from '#components/vaults/vault-frame.tsx'
import { networkQuery } from '#lib/features/network/client.ts'
import { getNetwork } from '#lib/features/network/get.ts'
import { openView } from '../../../../open-view.ts'
import { readVaultName, type VaultParams } from '../vault-params.ts'
import { VaultReads } from '../vault-reads.tsx'

interface Props {
  params: VaultParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Network · ${await readVaultName(params)}` }
}

export default async function NetworkPage({ params }: Props) {
  const { services, caller } = await openView('ops')
  const vault = await readVaultName(params)
  return (
    <VaultReads
      services={services}
      caller={caller}
      vault={vault}
      reads={[
        {
          queryKey: networkQuery(vault).queryKey,
          queryFn: () => getNetwork(services, caller, { vault }),
        },
      ]}
    >
      <VaultFrame vault={vault}>
        <NetworkPanels vault={vault} />
      </VaultFrame>
    </VaultReads>
  )
}
