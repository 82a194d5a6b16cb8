import type { Metadata } from 'next'
import { VaultMigration } from '#components/migration/vault-migration.tsx'
import { VaultFrame } from '#components/vaults/vault-frame.tsx'
import { migrationQuery } from '#lib/features/permission-model/client.ts'
import { getMigration } from '#lib/features/permission-model/get.ts'
import { openView } from '../../../../../open-view.ts'
import { readVaultName, type VaultParams } from '../../vault-params.ts'
import { VaultReads } from '../../vault-reads.tsx'

interface Props {
  params: VaultParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Permission model · ${await readVaultName(params)}` }
}

export default async function MigrationPage({ params }: Props) {
  const { services, caller } = await openView('ops')
  const vault = await readVaultName(params)
  const { queryKey } = migrationQuery(vault)
  const read = { queryKey, queryFn: () => getMigration(services, caller, { vault }) }
  return (
    <VaultReads services={services} caller={caller} vault={vault} reads={[read]}>
      <VaultFrame vault={vault}>
        <VaultMigration vault={vault} />
      </VaultFrame>
    </VaultReads>
  )
}
