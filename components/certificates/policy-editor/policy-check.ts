import type { Checked } from '#components/ui/use-form.ts'
import type { PolicyDraft } from '#lib/domain/certificates/policy/draft.ts'
import { policyInput } from '#lib/features/certificates/policy-input.ts'
import {
  type PolicyValues,
  type PolicyValuesField,
  policyDraft,
  valuesFieldOf,
} from '../policy-form/policy-values.ts'

/** Checks the form by the schema that the action uses. */
export function checkPolicy(values: PolicyValues): Checked<PolicyValues, PolicyDraft> {
  const parsed = policyInput.safeParse(policyDraft(values))
  if (parsed.success) return { ok: true, input: parsed.data }
  const errors: Partial<Record<PolicyValuesField, string>> = {}
  for (const issue of parsed.error.issues) {
    const field = valuesFieldOf(String(issue.path[0]))
    if (field !== null) errors[field] ??= issue.message
  }
  return { ok: false, errors }
}
