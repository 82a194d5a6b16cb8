/** The state of a certificate as one word, worst first, so that every page says the same. */

export const certificateStatuses = [
  'failed',
  'expired',
  'expiring',
  'renewal-due',
  'pending',
  'disabled',
  'not-yet-valid',
  'healthy',
] as const

export type CertificateStatus = (typeof certificateStatuses)[number]

export interface StatusFacts {
  readonly enabled: boolean
  /** ISO 8601, or null when the vault gives none. */
  readonly notBefore: string | null
  readonly expiresOn: string | null
  /** The last create operation, when its object still exists. */
  readonly operation?: { readonly status: OperationStatus } | null
  /** True while no version has ever been issued. */
  readonly unissued?: boolean
  /**
   * From when on a new version should be there or on its way, ISO 8601; null or absent when the policy asks
   * for none or is not known.
   */
  readonly renewalDueOn?: string | null
}

/** As the service spells them: `cancelled` has two l on the wire. */
export type OperationStatus = 'inProgress' | 'completed' | 'cancelled' | 'failed'

const dayMs = 86_400_000

/**
 * Key Vault raises CertificateNearExpiry 30 days before the end:
 * https://learn.microsoft.com/azure/event-grid/event-schema-key-vault
 */
export const nearExpiryDays = 30

/**
 * Part of the life that is left when the service's own default, AutoRenew at 80 %, should have run:
 * https://learn.microsoft.com/azure/key-vault/certificates/tutorial-rotate-certificates
 */
export const nearExpiryShare = 0.2

/**
 * How long before its end a certificate counts as expiring, in milliseconds: 30 days, or the last fifth
 * of its life when that is shorter, because a 47-day certificate would otherwise never be healthy.
 */
export function nearExpiryWindow(notBefore: Date | null, expiresOn: Date): number {
  const window = nearExpiryDays * dayMs
  if (notBefore === null) return window
  const life = expiresOn.getTime() - notBefore.getTime()
  return life > 0 ? Math.min(window, life * nearExpiryShare) : window
}

/**
 * The status at `now`. A failed operation outranks the rest, since somebody must act on it although
 * the current version may still work; a disabled certificate is not called expired, since nothing uses it.
 */
export function certificateStatus(facts: StatusFacts, now: Date): CertificateStatus {
  if (facts.operation?.status === 'failed') return 'failed'
  if (facts.unissued) return facts.operation?.status === 'cancelled' ? 'failed' : 'pending'
  if (!facts.enabled) return 'disabled'
  const time = now.getTime()
  const notBefore = facts.notBefore === null ? null : new Date(facts.notBefore)
  if (facts.expiresOn !== null) {
    const expiresOn = new Date(facts.expiresOn)
    const left = expiresOn.getTime() - time
    if (left <= 0) return 'expired'
    if (left <= nearExpiryWindow(notBefore, expiresOn)) return 'expiring'
  }
  if (notBefore !== null && notBefore.getTime() > time) return 'not-yet-valid'
  if (facts.operation?.status === 'inProgress') return 'pending'
  if (facts.renewalDueOn != null && new Date(facts.renewalDueOn).getTime() <= time) {
    return 'renewal-due'
  }
  return 'healthy'
}
