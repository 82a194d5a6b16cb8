import type { Metadata } from 'next'
import { VaultRoles } from '#components/roles/vault-roles.tsx'
import { VaultFrame } from '#components/vaults/vault-frame.tsx'
import { rolesQuery } from '#lib/features/roles/client.ts'
import { listRoles } from '#lib/features/roles/list.ts'
import { openView } from '../../../../open-view.ts'
import { readVaultName, type VaultParams } from '../vault-params.ts'
import { VaultReads } from '../vault-reads.tsx'

interface Props {
  params: VaultParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Roles · ${await readVaultName(params)}` }
}

export default async function VaultRolesPage({ params }: Props) {
  const { services, caller } = await openView('ops')
  const vault = await readVaultName(params)
  const { queryKey } = rolesQuery(vault)
  const read = { queryKey, queryFn: () => listRoles(services, caller, { vault }) }
  return (
    <VaultReads services={services} caller={caller} vault={vault} reads={[read]}>
      <VaultFrame vault={vault}>
        <VaultRoles vault={vault} />
      </VaultFrame>
    </VaultReads>
  )
}
