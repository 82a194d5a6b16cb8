'use client'

import { PanelFailure } from '#components/certificates/page/panel-failure.tsx'
import { issuerWord, keyFacts } from '#components/certificates/page/words.ts'
import { useRead } from '#components/shell/use-read.ts'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { describeKey } from '#lib/domain/certificates/key-types.ts'
import { certificateQuery } from '#lib/features/certificates/client.ts'

/** What an order by the vault's policy asks for, as the policy stands now. */
export function OrderSummary({ vault, name }: { vault: string; name: string }) {
  const { data, failure, reading, retry } = useRead(certificateQuery(vault, name))
  const policy = data?.policy
  if (policy === undefined && failure !== null) {
    return <PanelFailure failure={failure} onRetry={retry} retrying={reading} />
  }
  if (!policy) return <LoadingState label="Reading the policy" lines={4} />
  const names = [...policy.names.dns, ...policy.names.emails, ...policy.names.upns]
  return (
    <DefinitionList
      items={[
        { term: 'Issuer', value: issuerWord(policy.issuer) },
        { term: 'Subject', value: policy.subject, mono: true },
        { term: 'Names', value: names.join(', '), mono: true },
        { term: 'Key', value: keyFacts(describeKey(policy), policy) },
        {
          term: 'Validity',
          value: policy.validityMonths === null ? null : `${policy.validityMonths} months`,
        },
      ]}
    />
  )
}
