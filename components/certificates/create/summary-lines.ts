import { formatDate } from '#components/ui/format-time.ts'
import { isHsm, keyChoiceOf } from '#lib/domain/certificates/key-types.ts'
import { purposeWord } from '#lib/domain/certificates/policy/extended-key-usages.ts'
import { anyCa, issuerKind } from '#lib/domain/certificates/policy/issuer-kind.ts'
import { keyUsageWords } from '#lib/domain/certificates/policy/key-usages.ts'
import { months, triggerWords } from '#lib/domain/certificates/policy/lifetime.ts'
import { addMonths, validityProblem } from '#lib/domain/certificates/validity.ts'
import type { NameRules } from '../fields/names-field.tsx'
import { type CreateValues, toCreateInput } from './create-model.ts'

export interface SummaryLine {
  readonly term: string
  readonly text: string
  readonly mono?: boolean
}

/** What will be sent, one member of the policy to a line. */
export function summaryLines(
  vault: string,
  values: CreateValues,
  rules: NameRules | null,
  now: Date,
): SummaryLine[] {
  const { policy, tags } = toCreateInput(vault, values, rules)
  const { validityMonths: count, lifetimeAction: action } = policy
  const integrated = issuerKind(policy.issuer) === 'integrated'
  return [
    { term: 'Name', text: values.name, mono: true },
    { term: 'Issuer', text: issuerText(policy.issuer) },
    ...(integrated ? [{ term: 'Product', text: policy.certificateType || 'left to the CA' }] : []),
    { term: 'Subject', text: policy.subject, mono: true },
    { term: 'Alternative names', text: Object.values(policy.names).flat().join(', '), mono: true },
    { term: 'Key', text: keyText(values) },
    {
      term: 'Purposes',
      text: policy.extendedKeyUsage.map(purposeWord).join(', ') || 'left to the vault',
    },
    { term: 'Key usage', text: keyUsageWords(policy.keyUsage) || 'left to the vault' },
    {
      term: 'Valid',
      text:
        validityProblem(count) === null
          ? issuerKind(policy.issuer) === 'self'
            ? `${months(count)}, until ${formatDate(addMonths(now, count))}`
            : `${months(count)} asked for; the CA sets the dates`
          : '',
    },
    {
      term: 'Before it ends',
      text:
        action === null
          ? 'nothing happens'
          : `${action.action === 'AutoRenew' ? 'renewed' : 'contacts mailed'} ${triggerWords(action)}`,
    },
    { term: 'Stored as', text: policy.contentType === 'application/x-pkcs12' ? 'PFX' : 'PEM' },
    {
      term: 'Tags',
      text: Object.entries(tags)
        .map(([name, value]) => `${name}=${value}`)
        .join(', '),
    },
  ]
}

function issuerText(issuer: string): string {
  const kind = issuerKind(issuer)
  return kind === 'self' ? 'Self-signed by the vault' : kind === 'unknown' ? anyCa : issuer
}

function keyText({ key, exportable, reuseKey }: CreateValues): string {
  return [
    keyChoiceOf(key)?.label ?? key.kty,
    ...(isHsm(key.kty) ? ['in the HSM'] : []),
    exportable ? 'exportable' : 'not exportable',
    reuseKey ? 'kept for later versions' : 'a new one each version',
  ].join(' · ')
}
