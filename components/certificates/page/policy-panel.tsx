import { DefinitionList } from '#components/ui/definition-list.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { describeKey } from '#lib/domain/certificates/key-types.ts'
import type { CertificatePolicy } from '#lib/features/certificates/schema.ts'
import { issuerWord, keyFacts, renewalSentence } from './words.ts'

const forms = {
  'application/x-pkcs12': 'PFX (PKCS #12)',
  'application/x-pem-file': 'PEM',
} as const

/** How the next version will be made. One policy holds for all versions. */
export function PolicyPanel({ policy }: { policy: CertificatePolicy }) {
  const names = [...policy.names.dns, ...policy.names.emails, ...policy.names.upns]
  return (
    <Panel title="Next version" note="one policy for all versions">
      <DefinitionList
        items={[
          { term: 'Renewal', value: renewalSentence(policy) },
          { term: 'Issuer', value: issuerWord(policy.issuer) },
          { term: 'Subject', value: policy.subject, mono: true },
          { term: 'Names', value: names.join(', '), mono: true },
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
    </Panel>
  )
}
