import type { TagPair } from '#components/ui/tag-editor.tsx'
import { defaultDraft, draftOf } from '#lib/domain/certificates/policy/draft.ts'
import type {
  CertificatePolicy,
  CreateCertificateInput,
} from '#lib/features/certificates/schema.ts'
import type { NameRules } from '../fields/names-field.tsx'
import { fromTagPairs, toTagPairs } from '../fields/tag-pairs.ts'
import {
  type PolicyValues,
  policyDraft,
  policyValues,
  valuesFieldOf,
} from '../policy-form/policy-values.ts'

/** The form as it is edited. */
export interface CreateValues extends PolicyValues {
  readonly name: string
  readonly tags: readonly TagPair[]
}

export type CreateField = keyof CreateValues & string

export const emptyCreateValues: CreateValues = {
  ...policyValues(defaultDraft),
  name: '',
  tags: [],
}

/** The values for the next version of a certificate: its policy and tags, as the vault keeps them. */
export function valuesFromPolicy(
  name: string,
  policy: CertificatePolicy,
  tags: Readonly<Record<string, string>>,
): CreateValues {
  return { ...policyValues(draftOf(policy)), name, tags: toTagPairs(tags) }
}

/** What the action is sent. */
export function toCreateInput(
  vault: string,
  values: CreateValues,
  rules: NameRules | null = null,
): CreateCertificateInput {
  return {
    vault,
    name: values.name,
    policy: policyDraft(values, rules),
    tags: fromTagPairs(values.tags),
  }
}

/** The field of the form that a path of the input (`policy.names`) belongs to; null for none of them. */
export function createFieldOf(path: string): CreateField | null {
  const [first = '', second = ''] = path.split('.')
  if (first === 'name' || first === 'tags') return first
  return first === 'policy' ? valuesFieldOf(second) : null
}
