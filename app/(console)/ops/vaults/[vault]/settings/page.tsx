import type { Metadata } from 'next'
import { VaultFrame } from '#components/vaults/vault-frame.tsx'
import { VaultSettings } from '#components/vaults/vault-settings.tsx'
import { openView } from '../../../../open-view.ts'
import { readVaultName, type VaultParams } from '../vault-params.ts'
import { VaultReads } from '../vault-reads.tsx'

interface Props {
  params: VaultParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Settings · ${await readVaultName(params)}` }
}

export default async function VaultSettingsPage({ params }: Props) {
  const { services, caller } = await openView('ops')
  const vault = await readVaultName(params)
  return (
    <VaultReads services={services} caller={caller} vault={vault}>
      <VaultFrame vault={vault}>
        <VaultSettings name={vault} />
      </VaultFrame>
    </VaultReads>
  )
}
