'use client'

import { useNow } from '#components/ui/clock-provider.tsx'
import { advisePolicy } from '#lib/domain/certificates/policy/advice.ts'
import type { PolicyField } from '#lib/domain/certificates/policy/draft.ts'
import { useVaultFacts } from '../create/use-vault-facts.ts'
import { AdviceLines } from './advice-lines.tsx'
import { type PolicyValues, policyDraft } from './policy-values.ts'

interface FormAdviceProps {
  vault: string
  values: PolicyValues
  fields: readonly PolicyField[]
}

/** What the choices of some fields bring with them, below the last of these. */
export function FormAdvice({ vault, values, fields }: FormAdviceProps) {
  const now = new Date(useNow())
  const advice = advisePolicy(policyDraft(values), { now, ...useVaultFacts(vault) })
  return <AdviceLines advice={advice.filter(({ field }) => fields.includes(field))} />
}
