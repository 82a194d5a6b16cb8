import type { Metadata } from 'next'
import { ContactsPanel } from '#components/contacts/contacts-panel.tsx'
import { MailRulesPanel } from '#components/contacts/mail-rules-panel.tsx'
import { GlossaryPanel } from '#components/issuers/glossary-panel.tsx'
import { IssuersPanel } from '#components/issuers/issuers-panel.tsx'
import { OtherCasPanel } from '#components/issuers/other-cas-panel.tsx'
import { VaultFrame } from '#components/vaults/vault-frame.tsx'
import { contactsQuery } from '#lib/features/contacts/client.ts'
import { listContacts } from '#lib/features/contacts/list.ts'
import { issuersQuery } from '#lib/features/issuers/client.ts'
import { listIssuers } from '#lib/features/issuers/list.ts'
import { openView } from '../../../../open-view.ts'
import { readVaultName, type VaultParams } from '../vault-params.ts'
import { VaultReads } from '../vault-reads.tsx'

interface Props {
  params: VaultParams
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Issuers & contacts · ${await readVaultName(params)}` }
}

export default async function IssuersPage({ params }: Props) {
  const { services, caller } = await openView('ops')
  const vault = await readVaultName(params)
  return (
    <VaultReads
      services={services}
      caller={caller}
      vault={vault}
      reads={[
        {
          queryKey: issuersQuery(vault).queryKey,
          queryFn: () => listIssuers(services, caller, { vault }),
        },
        {
          queryKey: contactsQuery(vault).queryKey,
          queryFn: () => listContacts(services, caller, { vault }),
        },
      ]}
    >
      <VaultFrame vault={vault} ofItsData>
        <IssuersPanel vault={vault} />
        <div className="grid items-start gap-4 lg:grid-cols-2">
          <div className="grid gap-4">
            <ContactsPanel vault={vault} />
            <MailRulesPanel vault={vault} />
          </div>
          <div className="grid gap-4">
            <OtherCasPanel vault={vault} />
            <GlossaryPanel />
          </div>
        </div>
      </VaultFrame>
    </VaultReads>
  )
}
