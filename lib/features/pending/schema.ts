import type * as z from 'zod/mini'
import type { PendingOperation } from '../certificates/schema.ts'
import { certificateRef, confirmedRef } from '../certificates/schema.ts'
import type { PartialList } from '../vaults/schema.ts'

// ---- What the console shows. Dates are ISO 8601. ----

/** An operation that is not completed: who waits for what. */
export interface PendingItem {
  readonly vault: string
  readonly name: string
  readonly operation: Omit<PendingOperation, 'csr' | 'request'>
  /** Since when; null when neither the vault nor the record of this console tells. */
  readonly since: string | null
  /** Who ordered it, when that was done through this console. */
  readonly orderedBy: string | null
  /** No version has ever been issued under the name. */
  readonly unissued: boolean
}

/** What the list is made from: Key Vault has no list of pending operations. */
export interface PendingCoverage {
  readonly vaultsRead: number
  readonly vaultsTotal: number
  readonly certificates: number
  /** Certificates whose operation was asked for: those never issued, and those ordered here lately. */
  readonly asked: number
  /** Those that would have been asked for too, had they not been too many. */
  readonly skipped: number
  /** How far back orders of this console count, in days. */
  readonly days: number
}

export interface PendingList extends PartialList<PendingItem> {
  readonly covers: PendingCoverage
}

// ---- What the console accepts. ----

export const cancelOperationInput = certificateRef
export const retryOrderInput = certificateRef
export const deleteOperationInput = confirmedRef
export type DeleteOperationInput = z.infer<typeof deleteOperationInput>
