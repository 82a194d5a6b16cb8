import type { PolicyKey } from '#lib/domain/certificates/key-types.ts'
import type { NameKind, NameLists } from '#lib/domain/certificates/names.ts'
import type { PolicyDraft, PolicyField } from '#lib/domain/certificates/policy/draft.ts'
import type { LifetimeAction } from '#lib/domain/certificates/policy/lifetime.ts'
import type { TemplatePolicy } from '#lib/domain/certificates/policy/templates.ts'
import type { ContentType } from '#lib/features/certificates/schema.ts'
import { type NameRow, type NameRules, newNameRow } from '../fields/names-field.tsx'

/** A policy while it is edited: text where people type, rows where they list. */
export interface PolicyValues {
  readonly issuer: string
  readonly certificateType: string
  readonly certificateTransparency: boolean | null
  readonly subject: string
  readonly names: readonly NameRow[]
  readonly key: PolicyKey
  readonly exportable: boolean
  readonly reuseKey: boolean
  readonly contentType: ContentType
  readonly keyUsage: readonly string[]
  readonly extendedKeyUsage: readonly string[]
  readonly validityMonths: string
  readonly lifetimeAction: LifetimeAction | null
  readonly enabled: boolean
}

export type PolicyValuesField = keyof PolicyValues

/** A policy as a form begins with it. */
export function policyValues(draft: PolicyDraft): PolicyValues {
  const { kty, size, curve, names, validityMonths, ...same } = draft
  const rows = (kind: NameKind, values: readonly string[]) =>
    values.map((value) => newNameRow(kind, value))
  return {
    ...same,
    names: [
      ...rows('dns', names.dns),
      ...rows('email', names.emails),
      ...rows('upn', names.upns),
      ...rows('ip', names.ips),
      ...rows('uri', names.uris),
    ],
    key: { kty, size, curve },
    validityMonths: String(validityMonths),
  }
}

export type TemplateValues = Pick<
  PolicyValues,
  | 'key'
  | 'exportable'
  | 'reuseKey'
  | 'contentType'
  | 'keyUsage'
  | 'extendedKeyUsage'
  | 'validityMonths'
  | 'lifetimeAction'
>

/** What a template sets, as a form holds it. */
export function templateValues(policy: TemplatePolicy): TemplateValues {
  const { kty, size, curve, validityMonths, ...same } = policy
  return { ...same, key: { kty, size, curve }, validityMonths: String(validityMonths) }
}

/** The names of the rows; empty rows are dropped. */
export function namesOf(rows: readonly NameRow[], rules: NameRules | null = null): NameLists {
  const names = (kind: NameKind) =>
    rows
      .filter((row) => row.kind === kind && row.value.trim() !== '')
      .map((row) => rules?.checkName(kind, row.value).value ?? row.value.trim())
  return {
    dns: names('dns'),
    emails: names('email'),
    upns: names('upn'),
    ips: names('ip'),
    uris: names('uri'),
  }
}

/**
 * The policy that a form stands for. The action writes names as DNS does; with the rules at hand they
 * look so here already.
 */
export function policyDraft(values: PolicyValues, rules: NameRules | null = null): PolicyDraft {
  const { key, names, validityMonths, subject, ...same } = values
  return {
    issuer: same.issuer,
    certificateType: same.certificateType,
    certificateTransparency: same.certificateTransparency,
    subject: subject.trim(),
    names: namesOf(names, rules),
    kty: key.kty,
    size: key.size,
    curve: key.curve,
    exportable: same.exportable,
    reuseKey: same.reuseKey,
    contentType: same.contentType,
    keyUsage: same.keyUsage,
    extendedKeyUsage: same.extendedKeyUsage,
    validityMonths: monthsOf(validityMonths),
    lifetimeAction: same.lifetimeAction,
    enabled: same.enabled,
  }
}

/** Months as typed; NaN for what is no number. An empty text must not become 0, nor "1e1" ten. */
export function monthsOf(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN
}

/** The field of a form at which a fault in this field of the policy is told. */
export function valuesFieldOf(field: string): PolicyValuesField | null {
  return fieldOf.get(field) ?? null
}

const fieldOf = new Map<string, PolicyValuesField>(
  Object.entries({
    issuer: 'issuer',
    certificateType: 'certificateType',
    certificateTransparency: 'certificateTransparency',
    subject: 'subject',
    names: 'names',
    kty: 'key',
    size: 'key',
    curve: 'key',
    exportable: 'exportable',
    reuseKey: 'reuseKey',
    contentType: 'contentType',
    keyUsage: 'keyUsage',
    extendedKeyUsage: 'extendedKeyUsage',
    validityMonths: 'validityMonths',
    lifetimeAction: 'lifetimeAction',
    enabled: 'enabled',
  } satisfies Record<PolicyField, PolicyValuesField>),
)
