'use client'

import { useEffect } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useNow } from '#components/ui/clock-provider.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import {
  type PurposeId,
  purposeIds,
  type Template,
  templateFor,
} from '#lib/domain/certificates/policy/templates.ts'
import type { Environment } from '#lib/domain/environment.ts'
import { SourceLink } from '../policy-form/advice-lines.tsx'
import { type TemplateValues, templateValues } from '../policy-form/policy-values.ts'
import type { CreateValues } from './create-model.ts'

interface PurposeChoiceProps {
  values: CreateValues
  /** Takes the fields that a purpose sets. */
  onApply: (change: Partial<CreateValues>) => void
  premium: boolean | null
  environment: Environment | null
}

const words: Readonly<Record<PurposeId, string>> = {
  'web-server': 'Web server',
  client: 'Client sign-in',
  service: 'Service mTLS',
  'code-signing': 'Code signing',
}

/** What the certificate is for: a purpose sets key, use and life, and says why. */
export function PurposeChoice({ values, onApply, premium, environment }: PurposeChoiceProps) {
  const now = new Date(useNow())
  const { issuer, purpose } = values
  const templateOf = (id: PurposeId) => templateFor(id, { issuer, now, premium, environment })
  const template = purpose === null ? null : templateOf(purpose)
  const apply = (id: PurposeId) =>
    onApply({ purpose: id, ...templateValues(templateOf(id).policy) })
  // What the vault can do may come after the choice.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it has come.
  useEffect(() => {
    if (purpose === null || premium === null) return
    const before = templateFor(purpose, { issuer, now, premium: null, environment: null })
    if (changedFields(values, before).length === 0 && changed.length > 0) apply(purpose)
  }, [premium])
  const changed = template === null ? [] : changedFields(values, template)
  return (
    <div className="grid gap-3">
      <Segmented
        label="Purpose"
        name="purpose"
        value={purpose ?? ''}
        onChange={(event) => {
          const id = purposeIds.find((one) => one === event.target.value)
          if (id !== undefined) apply(id)
        }}
        options={purposeIds.map((id) => ({ value: id, label: words[id] }))}
        hint={
          purpose === null
            ? 'A purpose sets key, use and validity. You can change each after.'
            : undefined
        }
      />
      {template !== null && purpose !== null && (
        <details className="rounded-md border border-line bg-ground text-xs">
          <summary className="cursor-default rounded-md px-3 py-2 text-ink-2">
            <span className="font-medium text-ink">What it sets, and why:</span>{' '}
            {template.reasons.map(({ choice }) => choice).join(' · ')}
          </summary>
          <dl className="grid gap-2 border-t border-line px-3 py-2.5">
            {template.reasons.map(({ choice, reason, citation }) => (
              <div key={choice} className="grid gap-x-4 sm:grid-cols-[9rem_minmax(0,1fr)]">
                <dt className="font-medium">{choice}</dt>
                <dd className="text-ink-2">
                  {reason} {citation !== null && <SourceLink href={citation} />}
                </dd>
              </div>
            ))}
          </dl>
        </details>
      )}
      {purpose !== null && changed.length > 0 && (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-2">
          Changed since: {changed.join(', ')}.
          <Button size="sm" onClick={() => apply(purpose)}>
            Set back
          </Button>
        </p>
      )}
    </div>
  )
}

const fieldWords: Readonly<Record<keyof TemplateValues, string>> = {
  key: 'key',
  exportable: 'export',
  reuseKey: 'reuse of the key',
  contentType: 'content type',
  keyUsage: 'key usage',
  extendedKeyUsage: 'purposes',
  validityMonths: 'validity',
  lifetimeAction: 'renewal',
}

function changedFields(values: CreateValues, template: Template): string[] {
  const set = templateValues(template.policy)
  const names = Object.keys(fieldWords) as (keyof TemplateValues)[]
  return names
    .filter((field) => JSON.stringify(values[field]) !== JSON.stringify(set[field]))
    .map((field) => fieldWords[field])
}
