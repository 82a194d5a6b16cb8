import type { Metadata } from 'next'
import { DeletedTable } from '#components/deleted/deleted-table.tsx'
import { VaultFrame } from '#components/vaults/vault-frame.tsx'
import { deletedCertificatesQuery } from '#lib/features/certificates/client.ts'
import { listDeletedCertificates } from '#lib/features/certificates/list-deleted.ts'
import { openView } from '../../../../open-view.ts'
import { readVaultName, type VaultParams } from '../vault-params.ts'
import { VaultReads } from '../vault-reads.tsx'

interface Props {
  params: VaultParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Deleted · ${await readVaultName(params)}` }
}

export default async function DeletedOfVaultPage({ params }: Props) {
  const { services, caller } = await openView('ops')
  const vault = await readVaultName(params)
  const { queryKey } = deletedCertificatesQuery(vault)
  return (
    <VaultReads
      services={services}
      caller={caller}
      vault={vault}
      reads={[{ queryKey, queryFn: () => listDeletedCertificates(services, caller, { vault }) }]}
    >
      <VaultFrame vault={vault} ofItsData>
        <DeletedTable vault={vault} />
      </VaultFrame>
    </VaultReads>
  )
}
