import { addMonths } from '../validity.ts'
import { issuerKind } from './issuer-kind.ts'
import { lifetimeMoment, months, readLifetimeAction, triggerWords } from './lifetime.ts'

/** What of a policy decides the next renewal. */
export interface RenewalPolicy {
  readonly issuer: string | null
  readonly lifetimeAction: {
    readonly action: string
    readonly daysBeforeExpiry: number | null
    readonly lifetimePercentage: number | null
  } | null
  readonly validityMonths: number | null
  /** False when the policy itself is switched off; null or absent when the vault does not say. */
  readonly enabled?: boolean | null
  /** When the policy was last changed, ISO 8601: nothing that it asks for happens sooner. */
  readonly updatedOn?: string | null
}

/** What of the current version decides it. Dates are ISO 8601. */
export interface RenewalVersion {
  readonly enabled: boolean
  readonly notBefore: string | null
  readonly expiresOn: string | null
  /** When the version was last changed: the same. */
  readonly updatedOn?: string | null
  /** False when another CA signed it, true when it signed itself; null or absent when unknown. */
  readonly selfIssued?: boolean | null
}

/**
 * - `renews`: the vault makes a new version
 * - `mails`: the vault only writes to its contacts
 * - `nothing`: the policy asks for nothing
 * - `stopped`: something keeps the vault from acting
 */
export type RenewalKind = 'renews' | 'mails' | 'nothing' | 'stopped'

/**
 * - `ahead`: still to come
 * - `due`: since less than a day, so the vault may not have looked yet
 * - `overdue`: past, and this version is still the current one
 */
export type RenewalTiming = 'ahead' | 'due' | 'overdue'

/** A mail that the vault writes to its contacts. */
export interface RenewalMail {
  readonly kind: 'started' | 'completed' | 'failed' | 'notice'
  /** When and why, in words: `when the renewal starts`. */
  readonly words: string
}

export interface NextRenewal {
  readonly kind: RenewalKind
  /** When the vault acts, ISO 8601; null when it never does or no date can be computed. */
  readonly at: string | null
  readonly timing: RenewalTiming
  /** What happens, without the date, as the beginning of a sentence: `The vault renews it`. */
  readonly what: string
  /** How the date comes about, or why nothing happens. A sentence. */
  readonly why: string
  /** A hazard that the person should know; null when there is none. */
  readonly warning: string | null
  /** Whom the vault writes to and when; empty when it writes to nobody. */
  readonly mails: readonly RenewalMail[]
}

const mailsOfRenewal: readonly RenewalMail[] = [
  { kind: 'started', words: 'when the renewal starts' },
  { kind: 'completed', words: 'when the new version is there' },
  { kind: 'failed', words: 'when the renewal fails' },
]

/**
 * When the vault acts next on the current version of a certificate, and how that comes about. A vault
 * renews what it signs itself or orders from a CA it is connected with; for others it only writes mails.
 * Whoever switched the version or the policy off does not want a new one.
 * https://learn.microsoft.com/azure/key-vault/certificates/overview-renew-certificate
 * @param version null while none has been issued
 */
export function nextRenewal(
  policy: RenewalPolicy,
  version: RenewalVersion | null,
  now: Date,
): NextRenewal {
  const stored = policy.lifetimeAction
  const action = readLifetimeAction(stored)
  if (stored === null || action === null) {
    return nothing('nothing', 'Nothing happens', 'The policy names no action before the end.')
  }
  const trigger = triggerWords(action)
  if (version === null) {
    return nothing(
      'stopped',
      'Nothing happens yet',
      `No version has been issued. The policy counts from the first one: ${trigger}.`,
    )
  }
  if (policy.enabled === false) {
    return nothing(
      'stopped',
      'Nothing happens',
      `The policy is switched off, so the vault does not act ${trigger}.`,
    )
  }
  if (!version.enabled) {
    return nothing(
      'stopped',
      'Nothing happens',
      `The current version is disabled, so the vault does not act ${trigger}. Enable it, or issue a new version.`,
    )
  }
  if (version.expiresOn === null) {
    return nothing('stopped', 'Nothing happens', 'The current version has no end.')
  }
  const start = version.notBefore === null ? null : new Date(version.notBefore)
  const moment = lifetimeMoment(action, start, new Date(version.expiresOn))
  const at = moment && new Date(Math.max(moment.getTime(), since(policy), since(version)))
  const timing = timingOf(at, now)
  const connected = issuerKind(policy.issuer) !== 'unknown'
  const renews = action.action === 'AutoRenew' && connected
  return {
    kind: renews ? 'renews' : 'mails',
    at: at?.toISOString() ?? null,
    timing,
    what: renews ? renewalWords[timing] : mailWords[timing],
    why: reason(action.action === 'AutoRenew', connected, trigger, policy, version),
    warning: hazard(policy, version, renews, timing),
    mails: renews
      ? mailsOfRenewal
      : [{ kind: 'notice', words: `${trigger}, that it is about to end` }],
  }
}

/**
 * From when on a version that is still the current one has missed its renewal, ISO 8601; null when the
 * policy asks for none. A person is asked on the day of the mail; a vault that renews by itself has a day.
 */
export function renewalDueOn(
  policy: RenewalPolicy | null,
  version: RenewalVersion | null,
  now: Date,
): string | null {
  if (policy === null) return null
  const { kind, at } = nextRenewal(policy, version, now)
  if (at === null || kind === 'nothing' || kind === 'stopped') return null
  return kind === 'mails' ? at : new Date(Date.parse(at) + dayMs).toISOString()
}

const renewalWords: Record<RenewalTiming, string> = {
  ahead: 'The vault renews it',
  due: 'The vault renews it within a day',
  overdue: 'The vault should have renewed it',
}

const mailWords: Record<RenewalTiming, string> = {
  ahead: 'The vault only mails its contacts',
  due: 'The vault mails its contacts within a day, if it has not yet',
  // Computed from the policy; nothing tells whether a mail went out.
  overdue: 'By the policy, its contacts were to be mailed',
}

function nothing(kind: 'nothing' | 'stopped', what: string, why: string): NextRenewal {
  return { kind, at: null, timing: 'ahead', what, why, warning: null, mails: [] }
}

function since({ updatedOn }: { readonly updatedOn?: string | null }): number {
  return updatedOn === undefined || updatedOn === null ? 0 : Date.parse(updatedOn)
}

const dayMs = 86_400_000

function timingOf(at: Date | null, now: Date): RenewalTiming {
  if (at === null || at.getTime() > now.getTime()) return 'ahead'
  return now.getTime() - at.getTime() < dayMs ? 'due' : 'overdue'
}

/** `80 % of 12 months: it signs the new version itself.` */
function reason(
  wantsRenewal: boolean,
  connected: boolean,
  trigger: string,
  policy: RenewalPolicy,
  version: RenewalVersion,
): string {
  const percentage = policy.lifetimeAction?.lifetimePercentage ?? null
  const life = lifeWords(policy, version)
  const sum = percentage !== null && life !== null ? `${percentage} % of ${life}` : trigger
  const first = sum.charAt(0).toUpperCase() + sum.slice(1)
  if (!wantsRenewal) return `${first}: the policy asks for a mail and not for a renewal.`
  if (!connected) {
    return `${first}: set to renew, which cannot work. The vault is not connected to the CA, so it mails instead.`
  }
  return issuerKind(policy.issuer) === 'self'
    ? `${first}: it signs the new version itself.`
    : `${first}: it orders the new version from ${policy.issuer || 'the CA'}.`
}

/** The life of a version: in the policy's months when it was made by it, else in days. */
function lifeWords({ validityMonths }: RenewalPolicy, version: RenewalVersion): string | null {
  if (version.notBefore === null || version.expiresOn === null) return null
  const start = new Date(version.notBefore)
  const end = Date.parse(version.expiresOn)
  const planned = validityMonths === null ? null : addMonths(start, validityMonths).getTime()
  // The vault begins ten minutes before it counts the months.
  if (validityMonths !== null && planned !== null && Math.abs(planned - end) < dayMs) {
    return months(validityMonths)
  }
  const days = Math.round((end - start.getTime()) / dayMs)
  return days === 1 ? '1 day' : `${days} days`
}

function hazard(
  { issuer }: RenewalPolicy,
  { selfIssued }: RenewalVersion,
  renews: boolean,
  timing: RenewalTiming,
): string | null {
  if (renews && issuerKind(issuer) === 'self' && selfIssued === false) {
    return 'A CA signed this version, but the vault would replace it by one that it signs itself, under the same name. Clients that trust the CA would refuse that.'
  }
  if (timing !== 'overdue') return null
  return renews
    ? 'No new version has come. Look at the last operation for the cause, or issue a new version now.'
    : 'Its renewal is due: somebody has to issue or merge a new version before the end.'
}
