import type { TagPair } from '#components/ui/tag-editor.tsx'
import { keyChoiceOf } from '#lib/domain/certificates/key-types.ts'
import type { NameKind } from '#lib/domain/certificates/names.ts'
import { validityMonths } from '#lib/domain/certificates/validity.ts'
import type {
  CertificatePolicy,
  ContentType,
  CreateCertificateInput,
  KeyChoiceId,
} from '#lib/features/certificates/schema.ts'
import { type NameRow, type NameRules, newNameRow } from '../fields/names-field.tsx'
import { fromTagPairs, toTagPairs } from '../fields/tag-pairs.ts'

/** The form as it is edited: text where people type, rows where they list. */
export interface CreateValues {
  readonly name: string
  readonly subject: string
  readonly names: readonly NameRow[]
  readonly key: KeyChoiceId
  readonly validityMonths: string
  readonly contentType: ContentType
  readonly exportable: boolean
  readonly reuseKey: boolean
  readonly tags: readonly TagPair[]
}

export type CreateField = keyof CreateValues & string

export const emptyCreateValues: CreateValues = {
  name: '',
  subject: '',
  names: [],
  key: 'rsa-2048',
  validityMonths: String(validityMonths.default),
  contentType: 'application/x-pkcs12',
  exportable: true,
  reuseKey: false,
  tags: [],
}

/** The values for the next version of a certificate: its policy and tags, as the vault keeps them. */
export function valuesFromPolicy(
  name: string,
  policy: CertificatePolicy,
  tags: Readonly<Record<string, string>>,
): CreateValues {
  const choice = keyChoiceOf(policy)
  const rows = (kind: NameKind, values: readonly string[]) =>
    values.map((value) => newNameRow(kind, value))
  return {
    name,
    subject: policy.subject ?? '',
    names: [
      ...rows('dns', policy.names.dns),
      ...rows('email', policy.names.emails),
      ...rows('upn', policy.names.upns),
    ],
    key: emptyCreateValues.key,
    ...(choice === null ? {} : { key: choice.id }),
    validityMonths: String(policy.validityMonths ?? validityMonths.default),
    contentType: policy.contentType ?? emptyCreateValues.contentType,
    exportable: policy.exportable ?? true,
    reuseKey: policy.reuseKey ?? false,
    tags: toTagPairs(tags),
  }
}

/**
 * What the action is sent. Empty rows are dropped. The action writes names as DNS does; with the rules at
 * hand they look so here already.
 */
export function toCreateInput(
  vault: string,
  values: CreateValues,
  rules: NameRules | null = null,
): CreateCertificateInput {
  const names = (kind: NameKind) =>
    values.names
      .filter((row) => row.kind === kind && row.value.trim() !== '')
      .map((row) => rules?.checkName(kind, row.value).value ?? row.value.trim())
  return {
    vault,
    name: values.name,
    subject: values.subject.trim(),
    dnsNames: names('dns'),
    emails: names('email'),
    upns: names('upn'),
    key: values.key,
    exportable: values.exportable,
    reuseKey: values.reuseKey,
    // An empty text must not become 0, nor "1e1" ten: the message is about what was typed.
    validityMonths: /^\d{1,6}$/.test(values.validityMonths.trim())
      ? Number(values.validityMonths)
      : Number.NaN,
    contentType: values.contentType,
    enabled: true,
    tags: fromTagPairs(values.tags),
  }
}

const fieldOf = new Map<string, CreateField>([
  ['name', 'name'],
  ['subject', 'subject'],
  ['dnsNames', 'names'],
  ['emails', 'names'],
  ['upns', 'names'],
  ['key', 'key'],
  ['exportable', 'exportable'],
  ['reuseKey', 'reuseKey'],
  ['validityMonths', 'validityMonths'],
  ['contentType', 'contentType'],
  ['tags', 'tags'],
])

/** The field of the form that a path of the input (`dnsNames.2`) belongs to; null for none of them. */
export function createFieldOf(path: string): CreateField | null {
  return fieldOf.get(path.split('.')[0] ?? '') ?? null
}
