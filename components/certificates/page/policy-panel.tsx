'use client'

import dynamic from 'next/dynamic'
import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { paths } from '#lib/base/paths.ts'
import { describeKey } from '#lib/domain/certificates/key-types.ts'
import type { Certificate } from '#lib/features/certificates/schema.ts'
import { useNeeded } from '../create/use-needed.ts'
import { issuerWord, keyFacts, namesList } from './words.ts'

const RenewalFacts = dynamic(
  () => import('./renewal-facts.tsx').then((module) => module.RenewalFacts),
  { loading: () => null },
)
const IssueDialog = dynamic(
  () => import('./issue-dialog.tsx').then((module) => module.IssueDialog),
  { ssr: false },
)

const forms = {
  'application/x-pkcs12': 'PFX (PKCS #12)',
  'application/x-pem-file': 'PEM',
} as const

/** When and how the next version will be made. One policy holds for all versions. */
export function PolicyPanel({ certificate }: { certificate: Certificate }) {
  const [issuing, setIssuing] = useState(false)
  const renewal = useRef<HTMLDivElement>(null)
  // Far down the page: fetched when somebody comes near.
  const [renewalNeeded] = useNeeded(renewal)
  const { vault, name, policy, current, operation } = certificate
  if (policy === null) return null
  return (
    <Panel
      title="Next version"
      note={<span className="max-sm:hidden">one policy for all versions</span>}
      actions={
        <>
          {operation?.status !== 'inProgress' && (
            <Button size="sm" onClick={() => setIssuing(true)}>
              Issue now
            </Button>
          )}
          <LinkButton size="sm" href={paths.vault(vault).editPolicy(name)}>
            Edit policy
          </LinkButton>
        </>
      }
    >
      <div ref={renewal} className="min-h-16">
        {renewalNeeded && <RenewalFacts vault={vault} policy={policy} version={current} />}
      </div>
      <DefinitionList
        className="mt-4 border-t border-line pt-4"
        items={[
          { term: 'Issuer', value: issuerWord(policy.issuer) },
          { term: 'Subject', value: policy.subject, mono: true },
          { term: 'Names', value: namesList(policy.names).join(', '), mono: true },
          { term: 'Key', value: keyFacts(describeKey(policy), policy) },
          {
            term: 'Validity',
            value:
              policy.validityMonths === null
                ? null
                : `${policy.validityMonths} ${policy.validityMonths === 1 ? 'month' : 'months'}`,
          },
          { term: 'Content type', value: policy.contentType && forms[policy.contentType] },
        ]}
      />
      {issuing && <IssueDialog certificate={certificate} onClose={() => setIssuing(false)} />}
    </Panel>
  )
}
