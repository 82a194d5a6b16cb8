import type { Metadata } from 'next'
import { VaultPolicies } from '#components/access-policies/vault-policies.tsx'
import { VaultFrame } from '#components/vaults/vault-frame.tsx'
import { accessPoliciesQuery } from '#lib/features/access-policies/client.ts'
import { listAccessPolicies } from '#lib/features/access-policies/list.ts'
import { openView } from '../../../../open-view.ts'
import { readVaultName, type VaultParams } from '../vault-params.ts'
import { VaultReads } from '../vault-reads.tsx'

interface Props {
  params: VaultParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Access policies · ${await readVaultName(params)}` }
}

export default async function AccessPoliciesPage({ params }: Props) {
  const { services, caller } = await openView('ops')
  const vault = await readVaultName(params)
  const { queryKey } = accessPoliciesQuery(vault)
  const read = { queryKey, queryFn: () => listAccessPolicies(services, caller, { vault }) }
  return (
    <VaultReads services={services} caller={caller} vault={vault} reads={[read]}>
      <VaultFrame vault={vault}>
        <VaultPolicies vault={vault} />
      </VaultFrame>
    </VaultReads>
  )
}
