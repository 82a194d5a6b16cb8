'use client'

import { Badge } from '#components/ui/badge.tsx'
import { useNow } from '#components/ui/clock-provider.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { NameRules } from '../fields/names-field.tsx'
import { FormAdvice } from '../policy-form/form-advice.tsx'
import type { CreateValues } from './create-model.ts'
import { summaryLines } from './summary-lines.ts'
import { wayOf } from './ways.ts'

interface SummaryProps {
  vault: string
  values: CreateValues
  rules: NameRules | null
  /** The values the vault keeps now, when this is a new version of an existing certificate. */
  before: CreateValues | null
}

/** What will be sent, before it is sent; for a new version, what changes against the present policy. */
export function CreateSummary({ vault, values, rules, before }: SummaryProps) {
  const now = new Date(useNow())
  const after = summaryLines(vault, values, rules, now)
  const earlier = before === null ? null : summaryLines(vault, before, rules, now)
  const items: Definition[] = after.map(({ term, text, mono }) => {
    const old = earlier?.find((line) => line.term === term)?.text
    return {
      term,
      mono: mono === true,
      value:
        old === undefined || old === text || text === '' ? (
          text
        ) : (
          <>
            <del className="block text-ink-3">
              <span className="visually-hidden">before: </span>
              {old}
            </del>
            <ins className="block no-underline">
              <span className="visually-hidden">after: </span>
              {text}
            </ins>
          </>
        ),
    }
  })
  const way = wayOf(values.issuer)
  return (
    <Panel
      title="What will be sent"
      actions={way === 'self' && values.issuer !== '' && <Badge tone="neutral">Tests only</Badge>}
    >
      {/* Its own margin is for fields. */}
      <div className="mt-2 mb-3 empty:hidden has-[>div:empty]:hidden">
        <FormAdvice vault={vault} values={values} fields={issuerField} />
      </div>
      <DefinitionList items={items} className="max-xl:sm:grid-cols-2 xl:[&>div]:grid-cols-1" />
      <p className="mt-4 border-t border-line pt-3 text-xs text-ink-3">
        {afterwards[way]}{' '}
        {before !== null &&
          'The new version becomes the current one once it is there; earlier ones stay as they are and work until they end or you disable them.'}
      </p>
    </Panel>
  )
}

const issuerField = ['issuer'] as const

const afterwards = {
  self: 'The vault signs it within seconds.',
  ca: 'The order then shows on the certificate’s page: seconds to days, as the CA checks.',
  csr: 'The certificate’s page then shows the request to be signed, and takes what the CA returns.',
} as const
