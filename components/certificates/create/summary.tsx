'use client'

import { useNow } from '#components/ui/clock-provider.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { formatDate } from '#components/ui/format-time.ts'
import { Panel } from '#components/ui/panel.tsx'
import { keyChoiceOf } from '#lib/domain/certificates/key-types.ts'
import { addMonths, validityProblem } from '#lib/domain/certificates/validity.ts'
import type { NameRules } from '../fields/names-field.tsx'
import { type CreateValues, toCreateInput } from './create-model.ts'

interface SummaryProps {
  vault: string
  values: CreateValues
  rules: NameRules | null
  /** The values the vault keeps now, when this is a new version of an existing certificate. */
  before: CreateValues | null
}

/** What will be sent, before it is sent; for a new version, what changes against the present policy. */
export function CreateSummary({ vault, values, rules, before }: SummaryProps) {
  const now = useNow()
  const after = linesOf(vault, values, rules, now)
  const earlier = before === null ? null : linesOf(vault, before, rules, now)
  const items: Definition[] = after.map(({ term, text, mono }, index) => {
    const old = earlier?.[index]?.text
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
  return (
    <Panel title="What will be sent">
      <DefinitionList items={items} className="max-xl:sm:grid-cols-2 xl:[&>div]:grid-cols-1" />
      <p className="mt-4 border-t border-line pt-3 text-xs text-ink-3">
        {before === null
          ? `If ${values.name || 'this name'} exists in ${vault} already, a new version is added and becomes the current one.`
          : `The new version becomes the current one. Earlier versions stay as they are and keep working until they expire or you disable them.`}
      </p>
    </Panel>
  )
}

interface Line {
  readonly term: string
  readonly text: string
  readonly mono?: boolean
}

function linesOf(
  vault: string,
  values: CreateValues,
  rules: NameRules | null,
  now: number,
): Line[] {
  const { policy, tags: record } = toCreateInput(vault, values, rules)
  const names = Object.values(policy.names).flat()
  const months = policy.validityMonths
  const tags = Object.entries(record)
  return [
    { term: 'Name', text: values.name, mono: true },
    { term: 'Subject', text: policy.subject, mono: true },
    { term: 'Alternative names', text: names.join(', '), mono: true },
    { term: 'Issuer', text: 'Self-signed by the vault' },
    { term: 'Key', text: keyText(values) },
    {
      term: 'Valid',
      text:
        validityProblem(months) === null
          ? `${months} ${months === 1 ? 'month' : 'months'}, until ${formatDate(addMonths(new Date(now), months))}`
          : '',
    },
    { term: 'Stored as', text: policy.contentType === 'application/x-pkcs12' ? 'PFX' : 'PEM' },
    { term: 'Tags', text: tags.map(([name, value]) => `${name}=${value}`).join(', ') },
  ]
}

function keyText({ key, exportable, reuseKey }: CreateValues): string {
  return [
    keyChoiceOf(key)?.label ?? key.kty,
    exportable ? 'exportable' : 'not exportable',
    reuseKey ? 'kept for later versions' : 'a new one each version',
  ].join(' · ')
}
