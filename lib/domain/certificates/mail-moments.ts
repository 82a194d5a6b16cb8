import { nextRenewal, type RenewalPolicy, type RenewalVersion } from './policy/next-renewal.ts'

/**
 * When a vault mails its contacts. It mails before a renewal that it makes itself, and after it, whether
 * it worked or not; where it only mails, when it is time to renew:
 * https://learn.microsoft.com/azure/key-vault/certificates/overview-renew-certificate#get-notified-about-certificate-expiration
 */
export interface MailRule {
  readonly id: 'before' | 'after' | 'failed' | 'due'
  readonly when: string
  readonly what: string
}

export const mailRules: readonly MailRule[] = [
  {
    id: 'before',
    when: 'Before a renewal',
    what: 'The vault is about to renew a certificate by itself.',
  },
  {
    id: 'after',
    when: 'After a renewal',
    what: 'There is a new version. Whoever keeps a copy needs the new one.',
  },
  {
    id: 'failed',
    when: 'When a renewal failed',
    what: 'With the words of the CA. The old version stays in use, and somebody has to act.',
  },
  {
    id: 'due',
    when: 'When somebody has to renew',
    what: 'The policy only mails, or its issuer is none that the vault can order from.',
  },
]

/** What decides when a vault mails about a certificate. */
export interface MailFacts {
  readonly name: string
  readonly policy: RenewalPolicy
  /** Null while none has been issued. */
  readonly version: RenewalVersion | null
  /** Who answers for it; the vault mails its contacts alone. */
  readonly owner: string | null
}

/** The next occasion on which a vault mails about one certificate. */
export interface ComingMail {
  readonly certificate: string
  readonly owner: string | null
  /** `renewal` is a mail before and one after it; `notice` asks somebody to renew. */
  readonly kind: 'renewal' | 'notice'
  /** ISO 8601. */
  readonly at: string
}

/** The occasions to come, soonest first. */
export function comingMails(certificates: readonly MailFacts[], now: Date): ComingMail[] {
  return certificates
    .flatMap(({ name, policy, version, owner }): ComingMail[] => {
      const { kind, at, timing } = nextRenewal(policy, version, now)
      if (at === null || timing !== 'ahead') return []
      return [{ certificate: name, owner, kind: kind === 'renews' ? 'renewal' : 'notice', at }]
    })
    .sort((one, other) => Date.parse(one.at) - Date.parse(other.at))
}
