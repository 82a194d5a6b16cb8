import * as z from 'zod/mini'
import type { MergeFinding } from '#lib/domain/certificates/merge/diagnose.ts'
import {
  mergeChainMax,
  mergeFilesMax,
  mergeMaxBytes,
} from '#lib/domain/certificates/merge/limits.ts'
import {
  type Accepted,
  type CertificateContent,
  certificateName,
  certificateRef,
  confirmedRef,
  type PendingOperation,
  type RequestContent,
} from '../certificates/schema.ts'
import { type PartialList, vaultName } from '../vaults/schema.ts'

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
  /** Who answers for it, by its tag; null where nobody is named. */
  readonly owner: string | null
  /** No version has ever been issued under the name. */
  readonly unissued: boolean
}

/** What the list is made from: Key Vault has no list of pending operations. */
export interface PendingCoverage {
  readonly vaultsRead: number
  readonly vaultsTotal: number
  readonly certificates: number
  /** Those whose operation was asked for: never issued, ordered here lately, or ending soon. */
  readonly asked: number
  /** Those that would have been asked for too, had they not been too many. */
  readonly skipped: number
  /** How far back orders of this console count, in days. */
  readonly days: number
}

export interface PendingList extends PartialList<PendingItem> {
  readonly covers: PendingCoverage
}

/** A certificate as the merge doctor shows it. */
export interface MergeCertificate {
  readonly role: 'leaf' | 'intermediate' | 'root'
  readonly content: CertificateContent
  /** SHA-256 of the public key (SubjectPublicKeyInfo), lower-case hexadecimal. */
  readonly keySha256: string
  /** Base64 DER: what `mergeCertificateInput.chain` takes. */
  readonly der: string
}

/** What a CA's answer is worth, before anything is sent. */
export interface MergePreview {
  /** What the pending request asks for; null when it cannot be read. */
  readonly request: RequestContent | null
  /** In the order in which it will be sent, leaf first. */
  readonly chain: readonly MergeCertificate[]
  readonly aside: readonly { readonly content: CertificateContent; readonly reason: string }[]
  readonly keyMatches: boolean
  readonly complete: boolean
  readonly findings: readonly MergeFinding[]
  readonly ready: boolean
  readonly files: readonly {
    readonly name: string
    readonly certificates: number
    readonly problem: string | null
  }[]
  /** Certificates that came more than once. */
  readonly doubles: number
}

export interface Merged extends Accepted {
  readonly version: string
}

// ---- What the console accepts. ----

const base64 = z.base64({ error: 'The file did not arrive whole. Choose it again.' }).check(
  z.maxLength(Math.ceil(mergeMaxBytes / 3) * 4, {
    error: `The file is larger than ${mergeMaxBytes / 1024} kB. An answer of a CA is far smaller.`,
  }),
)

export const previewMergeInput = z.object({
  vault: vaultName,
  name: certificateName,
  files: z
    .array(z.object({ name: z.string().check(z.maxLength(500)), content: base64 }))
    .check(
      z.minLength(1, { error: 'Choose the files of your CA, or paste its answer.' }),
      z.maxLength(mergeFilesMax, { error: `At most ${mergeFilesMax} files at once.` }),
    ),
})
export type PreviewMergeInput = z.infer<typeof previewMergeInput>

/** The chain in any order: what is sent is diagnosed again. */
export const mergeCertificateInput = z.object({
  vault: vaultName,
  name: certificateName,
  chain: z
    .array(base64.check(z.minLength(1)))
    .check(
      z.minLength(1, { error: 'Choose the files of your CA, or paste its answer.' }),
      z.maxLength(mergeChainMax, { error: `At most ${mergeChainMax} certificates.` }),
    ),
  /** The person has read the warnings and means it. */
  despiteWarnings: z.boolean(),
})
export type MergeCertificateInput = z.infer<typeof mergeCertificateInput>

export const cancelOperationInput = certificateRef
export const deleteOperationInput = confirmedRef
export type DeleteOperationInput = z.infer<typeof deleteOperationInput>
