'use client'

import { Button } from '#components/ui/button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { Issuer } from '#lib/features/issuers/schema.ts'

/** What an issuer is set to. The form is fetched only when somebody wants to change it. */
export function IssuerFacts({ issuer, onEdit }: { issuer: Issuer; onEdit: () => void }) {
  return (
    <Panel
      title="Settings"
      actions={
        <Button size="sm" onClick={onEdit}>
          Edit settings
        </Button>
      }
    >
      <DefinitionList
        items={[
          {
            term: 'Enabled',
            value: issuer.enabled ? 'Yes' : 'No: nothing is ordered or renewed through it',
          },
          { term: 'Account', value: issuer.accountId, mono: true },
          { term: 'Credential', value: 'kept in the vault, which never shows it again' },
          { term: 'Organisation', value: issuer.organizationId, mono: true },
          {
            term: 'Administrators',
            value: issuer.administrators.map(({ email }) => email).join(', '),
          },
        ]}
      />
    </Panel>
  )
}
