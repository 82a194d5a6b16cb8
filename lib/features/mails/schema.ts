import * as z from 'zod/mini'
import { vaultName } from '../vaults/schema.ts'
import type { MailKind } from './constants.ts'

/** A mail to the contacts of a vault. */
export interface Mail {
  readonly id: number
  /** ISO 8601, on the clock of the cloud. */
  readonly at: string
  /** Null for one that this console has no word for. */
  readonly kind: MailKind | null
  readonly vault: string
  readonly certificate: string
  readonly to: readonly string[]
  readonly subject: string
  /** Plain text. */
  readonly text: string
}

export const listMailsInput = z.object({
  vault: z.optional(vaultName),
  certificate: z.optional(z.string().check(z.maxLength(127))),
})
export type ListMailsInput = z.infer<typeof listMailsInput>
