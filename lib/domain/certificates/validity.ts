/**
 * How long a certificate may live. Key Vault counts in months, browsers count in days, and their limit
 * shrinks by the day of issue.
 */

/** Months a policy may ask for; the service wants at least one, and X.509 dates end in 9999. */
export const validityMonths = { min: 1, max: 1200, default: 3 } as const

export interface PublicTrustLimit {
  /** First day of issue the limit holds for, UTC. */
  readonly from: string
  readonly days: number
  readonly citation: string
}

/** Ballot SC-081v3 of the CA/Browser Forum, Baseline Requirements section 6.3.2. */
const ballot =
  'https://cabforum.org/2025/04/11/ballot-sc081v3-introduce-schedule-of-reducing-validity-and-data-reuse-periods/'

/** Longest life of publicly trusted TLS certificates, by day of issue. */
export const publicTrustLimits: readonly PublicTrustLimit[] = [
  {
    from: '2020-09-01',
    days: 398,
    citation: 'https://cabforum.org/2020/07/16/ballot-sc31-browser-alignment/',
  },
  { from: '2026-03-15', days: 200, citation: ballot },
  { from: '2027-03-15', days: 100, citation: ballot },
  { from: '2029-03-15', days: 47, citation: ballot },
]

/** Advice for self-signed certificates: as Let's Encrypt's life, so that renewal stays practised. */
export const selfSignedAdviceDays = 90

const dayMs = 86_400_000

/** The limit in force for a certificate issued at `at`, and the one that follows it, if any. */
export function publicTrustLimitAt(at: Date): {
  current: PublicTrustLimit | null
  next: PublicTrustLimit | null
} {
  const day = at.toISOString().slice(0, 10)
  const after = publicTrustLimits.findIndex((limit) => limit.from > day)
  const index = (after === -1 ? publicTrustLimits.length : after) - 1
  return { current: publicTrustLimits[index] ?? null, next: publicTrustLimits[index + 1] ?? null }
}

/**
 * The same day `months` later, UTC, as Key Vault counts validity; the last day of the month when the
 * month is too short (31 January + 1 month = 28 February).
 */
export function addMonths(start: Date, months: number): Date {
  const moved = new Date(start)
  const day = moved.getUTCDate()
  moved.setUTCDate(1)
  moved.setUTCMonth(moved.getUTCMonth() + months)
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate()
  moved.setUTCDate(Math.min(day, last))
  return moved
}

export interface ValidityAdvice {
  readonly days: number
  readonly expiresOn: Date
  readonly tone: 'ok' | 'note' | 'warn'
  readonly message: string
  readonly citation: string | null
}

/** What is wrong with a number of months, in the user's words; null when it is fine. */
export function validityProblem(months: number): string | null {
  if (!Number.isInteger(months)) return 'Type a whole number of months.'
  if (months < validityMonths.min) return 'A certificate is valid for at least 1 month.'
  if (months > validityMonths.max) return `At most ${validityMonths.max} months (100 years).`
  return null
}

/** Whose rules hold for a certificate: those of browsers, those for signed code, or nobody's. */
export type ValidityUse = 'server' | 'code' | 'other'

/**
 * What `months` means for a certificate made at `now`: days, last day and advice. Self-signed ones may live
 * as long as one likes; those of a CA no longer than the rules for their use allow.
 */
export function adviseValidity(
  months: number,
  now: Date,
  issuer: 'self' | 'unknown' | 'integrated' = 'self',
  use: ValidityUse = 'server',
): ValidityAdvice {
  const expiresOn = addMonths(now, months)
  const days = Math.round((expiresOn.getTime() - now.getTime()) / dayMs)
  const advice =
    issuer === 'self'
      ? selfSignedAdvice(days, now, use)
      : use === 'server'
        ? publicAdvice(days, now, issuer)
        : otherAdvice(days, use)
  return { days, expiresOn, ...advice }
}

/** Days from 1 March 2026 on: section 6.3.2 of the requirements for code signing, ballot CSC-31. */
const codeSigningDays = 460

function otherAdvice(days: number, use: 'code' | 'other'): Advice {
  if (use === 'other') {
    return { tone: 'ok', message: 'How long it may be is up to the CA.', citation: null }
  }
  const citation = 'https://cabforum.org/working-groups/code-signing/requirements/'
  return days > codeSigningDays
    ? {
        tone: 'warn',
        message: `Public CAs sign for code at most ${codeSigningDays} days. Only a private CA can sign for longer.`,
        citation,
      }
    : {
        tone: 'ok',
        message: `Within the ${codeSigningDays} days that public CAs sign for code.`,
        citation,
      }
}

type Advice = Pick<ValidityAdvice, 'tone' | 'message' | 'citation'>

function selfSignedAdvice(days: number, now: Date, use: ValidityUse): Advice {
  const limit = publicTrustLimitAt(now).current
  // Three months are 89 to 92 days: the advice is about three months, not about February.
  if (days <= selfSignedAdviceDays + 2) {
    return { tone: 'ok', message: 'Short enough to keep renewal practised.', citation: null }
  }
  if (use !== 'server') {
    return {
      tone: 'note',
      message: 'For self-signed certificates we advise 90 days or less.',
      citation: null,
    }
  }
  if (limit !== null && days > limit.days) {
    return {
      tone: 'warn',
      message: `Longer than the ${limit.days} days that browsers accept from public CAs today. For self-signed certificates stay at 90 days or less.`,
      citation: limit.citation,
    }
  }
  return {
    tone: 'note',
    message: `Within the ${limit?.days ?? 398} days of public CAs, but for self-signed certificates we advise 90 days or less.`,
    citation: limit?.citation ?? null,
  }
}

function publicAdvice(days: number, now: Date, issuer: 'unknown' | 'integrated'): Advice {
  const { current, next } = publicTrustLimitAt(now)
  const citation = (days <= (current?.days ?? days) ? next : current)?.citation ?? null
  if (current !== null && days > current.days) {
    return {
      tone: 'warn',
      message:
        issuer === 'integrated'
          ? `Browsers accept ${current.days} days from public CAs today: the CA shortens it or refuses the order.`
          : `Browsers accept ${current.days} days from public CAs today. Only a private CA can sign for longer.`,
      citation,
    }
  }
  if (next !== null && days > next.days) {
    return {
      tone: 'note',
      message: `Within the ${current?.days ?? 398} days of today. For what is issued from ${dayWords(next.from)} on the limit is ${next.days} days: change the policy before that renewal.`,
      citation,
    }
  }
  return {
    tone: 'ok',
    message:
      next === null
        ? `Within the ${current?.days ?? 398} days that browsers accept.`
        : `Within today’s ${current?.days ?? 398} days, and within the ${next.days} days that hold from ${dayWords(next.from)}.`,
    citation,
  }
}

/** `15 March 2027`, of a day in ISO 8601. */
export function dayWords(day: string): string {
  return new Date(day).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
}
