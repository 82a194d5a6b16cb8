import type { TagPair } from '#components/ui/tag-editor.tsx'
import { defaultDraft, draftOf } from '#lib/domain/certificates/policy/draft.ts'
import { defaultLifetimeAction } from '#lib/domain/certificates/policy/lifetime.ts'
import type { PurposeId } from '#lib/domain/certificates/policy/templates.ts'
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
import { issuerOf, type OrderWay, wayOf } from './ways.ts'

/** The form as it is edited. */
export interface CreateValues extends PolicyValues {
  readonly name: string
  readonly tags: readonly TagPair[]
  /** What it is for; null when the policy was not chosen by a purpose. Not sent. */
  readonly purpose: PurposeId | null
}

export type CreateField = keyof CreateValues & string

export const emptyCreateValues: CreateValues = {
  ...policyValues(defaultDraft),
  name: '',
  tags: [],
  purpose: null,
}

/** The values for the next version of a certificate: its policy and tags, as the vault keeps them. */
export function valuesFromPolicy(
  name: string,
  policy: CertificatePolicy,
  tags: Readonly<Record<string, string>>,
): CreateValues {
  return { ...policyValues(draftOf(policy)), name, tags: toTagPairs(tags), purpose: null }
}

/** The values on another way: another signer, and what hangs on it. Names, key and all else stay. */
export function valuesOnWay(values: CreateValues, way: OrderWay): CreateValues {
  if (wayOf(values.issuer) === way) return values
  const issuer = issuerOf(way)
  const untouched =
    JSON.stringify(values.lifetimeAction) === JSON.stringify(defaultLifetimeAction(values.issuer))
  return {
    ...values,
    issuer,
    certificateType: '',
    certificateTransparency: null,
    lifetimeAction: untouched ? defaultLifetimeAction(issuer) : values.lifetimeAction,
  }
}

/** The fields in which values differ from those that a form begins with; the key of a row is no difference. */
export function fieldsUnlike(values: CreateValues, start: CreateValues): CreateField[] {
  const text = (of: CreateValues, field: CreateField) =>
    JSON.stringify(field === 'names' ? of.names.map(({ kind, value }) => [kind, value]) : of[field])
  const fields = Object.keys(start) as CreateField[]
  return fields.filter((field) => text(values, field) !== text(start, field))
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
