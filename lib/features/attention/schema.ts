import type { Finding } from '#lib/domain/attention/rule.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { CertificateSummary } from '../certificates/schema.ts'

/** A finding with who answers for the certificate or the vault, by its tag `owner`; null where nobody is named. */
export interface AttentionItem extends Finding {
  readonly owner: string | null
}

/** What needs a person, over every vault that the user can read; worst first. */
export interface Attention {
  readonly items: readonly AttentionItem[]
  readonly failures: readonly Failure[]
  /** Vaults whose certificates were read, and all that the user can see. */
  readonly vaultsRead: number
  readonly vaultsTotal: number
  readonly certificates: number
  /** For the chart of expiry dates: one entry per enabled certificate that has an end. */
  readonly expiries: readonly Pick<CertificateSummary, 'vault' | 'name' | 'expiresOn'>[]
}
