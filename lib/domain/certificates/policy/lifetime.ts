/**
 * What a vault does by itself before a certificate ends: one action, started by a number of days before
 * the end or by a share of the life that is over.
 */
import { addMonths } from '../validity.ts'
import { type IssuerKind, issuerKind } from './issuer-kind.ts'

export const lifetimeActionKinds = ['AutoRenew', 'EmailContacts'] as const
export type LifetimeActionKind = (typeof lifetimeActionKinds)[number]

/** Exactly one of the two triggers is a number; NaN while nobody typed one. */
export interface LifetimeAction {
  readonly action: LifetimeActionKind
  /** Whole days before the end. */
  readonly daysBeforeExpiry: number | null
  /** Share of the life that is over, 1 to 99. */
  readonly lifetimePercentage: number | null
}

/** The action as a vault's answer holds it: kinds may be spelled in any case. */
export interface StoredLifetimeAction {
  readonly action: string
  readonly daysBeforeExpiry: number | null
  readonly lifetimePercentage: number | null
}

/** The service counts 27 days for each month of validity, so that no trigger precedes the certificate. */
const daysPerMonth = 27
const percentages = { min: 1, max: 99 } as const
const dayMs = 86_400_000

/**
 * Days that a renewal needs when something has to be repeated, by who signs. Pre-vetting of a domain takes
 * two to three days; a person who hands in a signing request needs a week. Our own figures above the
 * service's: https://learn.microsoft.com/azure/key-vault/certificates/certificate-scenarios
 */
export const renewalLeadDays: Readonly<Record<IssuerKind, number>> = {
  self: 1,
  integrated: 7,
  unknown: 14,
}

/** Below this nobody has a working week left when a renewal fails. */
const shortNoticeDays = 7

/** The default of the service: https://learn.microsoft.com/azure/key-vault/certificates/tutorial-rotate-certificates */
export function defaultLifetimeAction(issuer: string): LifetimeAction {
  return {
    // Nobody can renew what the vault cannot order.
    action: issuerKind(issuer) === 'unknown' ? 'EmailContacts' : 'AutoRenew',
    daysBeforeExpiry: null,
    lifetimePercentage: 80,
  }
}

/** The default, and earlier where its last fifth would not leave the days that the signer needs. */
export function lifetimeActionFor(issuer: string, validityMonths: number): LifetimeAction {
  const action = defaultLifetimeAction(issuer)
  const lead = renewalLeadDays[issuerKind(issuer)]
  // The shortest months of the year.
  const left = ((validityMonths * 28) / 100) * (100 - (action.lifetimePercentage ?? 0))
  return left >= lead ? action : { ...action, daysBeforeExpiry: lead, lifetimePercentage: null }
}

/** The action as forms edit it; null when the policy has none or one this console does not know. */
export function readLifetimeAction(stored: StoredLifetimeAction | null): LifetimeAction | null {
  if (stored === null) return null
  const kind = lifetimeActionKinds.find((one) => one.toLowerCase() === stored.action.toLowerCase())
  return kind === undefined ? null : { ...stored, action: kind }
}

/** The most days before the end that a policy of this validity may name. */
export function lifetimeDaysMax(validityMonths: number): number {
  return validityMonths * daysPerMonth
}

/**
 * What the service would refuse about an action, in the user's words; null when it takes it. Percentages
 * 1 to 99, days 1 to 27 for each month of validity:
 * https://learn.microsoft.com/rest/api/keyvault/certificates/create-certificate/create-certificate#trigger
 */
export function lifetimeActionProblem({
  lifetimeAction,
  validityMonths,
}: {
  readonly lifetimeAction: LifetimeAction | null
  readonly validityMonths: number
}): string | null {
  if (lifetimeAction === null) return null
  const { daysBeforeExpiry: days, lifetimePercentage: percentage } = lifetimeAction
  if (days !== null && percentage !== null) return 'Choose one: days or a percentage.'
  if (percentage !== null) {
    return within(percentage, percentages.min, percentages.max)
      ? null
      : `Type a whole percentage from ${percentages.min} to ${percentages.max}.`
  }
  if (days === null) return 'Choose when: days before the end, or a percentage of the life.'
  if (!within(days, 1, Number.MAX_SAFE_INTEGER)) return 'Type a whole number of days, at least 1.'
  const max = lifetimeDaysMax(validityMonths)
  // A wrong validity has its own message.
  if (!Number.isFinite(max) || days <= max) return null
  return `At most ${max} days before the end: Key Vault counts ${daysPerMonth} for each of the ${months(validityMonths)} of validity.`
}

function within(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max
}

/** `1 month`, `12 months`. */
export function months(count: number): string {
  return `${count} ${count === 1 ? 'month' : 'months'}`
}

/** `30 days before the end`, `at 80 % of its life`. */
export function triggerWords(action: StoredLifetimeAction): string {
  const { daysBeforeExpiry: days, lifetimePercentage: percentage } = action
  if (days !== null) return `${days} ${days === 1 ? 'day' : 'days'} before the end`
  return percentage === null ? 'before the end' : `at ${percentage} % of its life`
}

/** When an action starts for a certificate of these dates; null when the action names no time. */
export function lifetimeMoment(
  action: StoredLifetimeAction,
  notBefore: Date | null,
  expiresOn: Date,
): Date | null {
  const end = expiresOn.getTime()
  if (action.daysBeforeExpiry !== null) return new Date(end - action.daysBeforeExpiry * dayMs)
  if (action.lifetimePercentage === null || notBefore === null) return null
  const start = notBefore.getTime()
  // The vault counts whole seconds.
  const seconds = Math.floor((((end - start) / 1000) * action.lifetimePercentage) / 100)
  return new Date(start + seconds * 1000)
}

/** The dates of a certificate that a vault would make at `now`. */
export function plannedDates(validityMonths: number, now: Date): { from: Date; until: Date } {
  return { from: now, until: addMonths(now, validityMonths) }
}

export interface LifetimeAdvice {
  readonly tone: 'note' | 'warn'
  readonly message: string
  readonly citation: string | null
}

interface LifetimePlan {
  readonly lifetimeAction: LifetimeAction | null
  readonly validityMonths: number
  readonly issuer: string
}

const renewalOverview =
  'https://learn.microsoft.com/azure/key-vault/certificates/overview-renew-certificate'

/**
 * What an action that the service would take still brings with it, worst first: renewals that cannot
 * work, too little time to act, and renewals far too early. Ask only about actions without a problem.
 */
export function lifetimeAdvice(plan: LifetimePlan, now: Date): LifetimeAdvice[] {
  const { lifetimeAction: action, validityMonths } = plan
  if (action === null) {
    return [
      {
        tone: 'warn',
        message: 'Nobody is told and nothing is renewed. It simply ends.',
        citation: null,
      },
    ]
  }
  const advice: LifetimeAdvice[] = []
  const renews = action.action === 'AutoRenew'
  if (renews && issuerKind(plan.issuer) === 'unknown') {
    advice.push({
      tone: 'warn',
      message:
        'The vault cannot renew this: it has no connection to the CA, so contacts are mailed instead. Choose the mail, and merge a new certificate each time.',
      citation: renewalOverview,
    })
  }
  const { from, until } = plannedDates(validityMonths, now)
  const at = lifetimeMoment(action, from, until)
  if (at === null) return advice
  const left = Math.floor((until.getTime() - at.getTime()) / dayMs)
  if (left < shortNoticeDays) {
    advice.push({
      tone: 'warn',
      message: `That leaves ${left < 1 ? 'less than a day' : left === 1 ? '1 day' : `${left} days`} ${
        renews ? 'to act when the renewal fails' : 'to issue and roll out a new version'
      }. Leave a week at least, more where a CA has to check the organisation.`,
      citation: null,
    })
  }
  const life = until.getTime() - from.getTime()
  if (renews && at.getTime() - from.getTime() < life / 2) {
    advice.push({
      tone: 'note',
      message:
        'It is renewed before half of its life is over. Each renewal is a new version that applications have to take up, and one that a CA charges for.',
      citation: null,
    })
  }
  return advice
}
