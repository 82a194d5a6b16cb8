import type { Metadata } from 'next'
import { CertificatesTable } from '#components/certificates/certificates-table.tsx'
import { VaultFrame } from '#components/vaults/vault-frame.tsx'
import { certificatesQuery } from '#lib/features/certificates/client.ts'
import { listCertificates } from '#lib/features/certificates/list.ts'
import { openView } from '../../../../open-view.ts'
import { readVaultName, type VaultParams } from '../vault-params.ts'
import { VaultReads } from '../vault-reads.tsx'

interface Props {
  params: VaultParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Certificates · ${await readVaultName(params)}` }
}

export default async function CertificatesPage({ params }: Props) {
  const { services, caller } = await openView('ops')
  const vault = await readVaultName(params)
  const { queryKey } = certificatesQuery(vault)
  return (
    <VaultReads
      services={services}
      caller={caller}
      vault={vault}
      reads={[{ queryKey, queryFn: () => listCertificates(services, caller, { vault }) }]}
    >
      <VaultFrame vault={vault} ofItsData>
        <CertificatesTable vault={vault} />
      </VaultFrame>
    </VaultReads>
  )
}
