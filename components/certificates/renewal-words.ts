import type { CertificatePolicy } from '#lib/features/certificates/schema.ts'

export interface RenewalWords {
  readonly text: string
  /** True when what the policy says can never happen. */
  readonly broken: boolean
}

/**
 * What the vault will do before a certificate ends, as its policy says. A vault renews only what it
 * issues itself or through a CA it is partnered with; `Unknown` is neither.
 * https://learn.microsoft.com/azure/key-vault/certificates/overview-renew-certificate
 */
export function renewalWords(
  policy: Pick<CertificatePolicy, 'issuer' | 'lifetimeAction'>,
): RenewalWords {
  const action = policy.lifetimeAction
  if (action === null) return { text: 'Not set up', broken: false }
  const when =
    action.daysBeforeExpiry !== null
      ? `, ${action.daysBeforeExpiry} ${action.daysBeforeExpiry === 1 ? 'day' : 'days'} before`
      : action.lifetimePercentage !== null
        ? ` at ${action.lifetimePercentage} %`
        : ''
  if (action.action.toLowerCase() !== 'autorenew') return { text: `E-mail${when}`, broken: false }
  if (policy.issuer === null || policy.issuer.toLowerCase() === 'unknown') {
    return { text: 'Cannot work: no issuer', broken: true }
  }
  return { text: `Auto-renew${when}`, broken: false }
}
