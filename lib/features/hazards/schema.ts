import type { Finding } from '#lib/domain/attention/rule.ts'
import type { Failure } from '#lib/domain/failure.ts'

/** A finding about a renewal, with what its rule is called and where it is written down. */
export interface Hazard extends Finding {
  readonly certificate: string
  readonly title: string
  readonly citation: string
}

/** What threatens the renewals of one certificate, or of many; worst first. */
export interface RenewalHazards {
  readonly hazards: readonly Hazard[]
  /** Vaults whose contacts this person may not read: nothing is said about them. */
  readonly contactsUnread: readonly string[]
}

/** Over all vaults that the user can read: of those that end first. */
export interface FleetHazards extends RenewalHazards {
  /** Vaults and certificates that could not be read. */
  readonly failures: readonly Failure[]
  /** Certificates that were looked at, and all there are. */
  readonly checked: number
  readonly total: number
}

/** Looked at in one go: their details are read one by one. */
export const hazardsMax = 1_000
