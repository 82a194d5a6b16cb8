import * as z from 'zod/mini'
import type { Severity } from '#lib/domain/attention/rule.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { Outcome } from '#lib/domain/posture/rule.ts'
import { vaultName } from '../vaults/schema.ts'

export const getPostureInput = z.object({ vault: vaultName })
export type GetPostureInput = z.infer<typeof getPostureInput>

/** What one rule says about a vault, with the words of the rule. */
export interface VaultCheck {
  readonly id: string
  readonly title: string
  readonly kept: string
  readonly severity: Severity
  readonly citation: string
  readonly outcome: Outcome
}

export interface VaultPosture {
  readonly checks: readonly VaultCheck[]
  /** Why some of it could not be checked. */
  readonly unread: readonly Failure[]
}
