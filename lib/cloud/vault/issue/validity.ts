/** The service backdates a certificate, so that a client whose clock is late accepts it. */
const backdatedSeconds = 600

export interface Validity {
  /** Epoch seconds. */
  nbf: number
  exp: number
}

/** From ten minutes ago to `months` calendar months from now, UTC. */
export function plannedValidity(now: number, months: number): Validity {
  return { nbf: now - backdatedSeconds, exp: addMonths(now, months) }
}

/** The same day and time `months` later; the last day of a month that is too short. */
export function addMonths(epochSeconds: number, months: number): number {
  const from = new Date(epochSeconds * 1000)
  const to = new Date(from)
  to.setUTCDate(1)
  to.setUTCMonth(from.getUTCMonth() + months)
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate()
  to.setUTCDate(Math.min(from.getUTCDate(), lastDay))
  return Math.floor(to.getTime() / 1000)
}

/**
 * Whole months that cover a validity, rounded up as the service does: a backdated certificate of 60
 * months reads as 61.
 */
export function monthsBetween(nbf: number, exp: number): number {
  const from = new Date(nbf * 1000)
  const to = new Date(exp * 1000)
  const guess =
    (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth()
  const months = addMonths(nbf, guess) < exp ? guess + 1 : guess
  return Math.max(1, months)
}
