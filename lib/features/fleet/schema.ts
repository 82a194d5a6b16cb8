import * as z from 'zod/mini'
import { lifetimeActionProblem } from '#lib/domain/certificates/policy/lifetime.ts'
import { tagProblems, toTagList } from '#lib/domain/certificates/tags.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { lifetimeActionShape } from '../certificates/policy-input.ts'
import {
  type CertificateContent,
  type CertificatePolicy,
  certificateName,
  certificateRef,
  type PendingOperation,
} from '../certificates/schema.ts'
import { vaultName } from '../vaults/schema.ts'
import { detailsMax } from './constants.ts'

// ---- The list of all vaults, a line of JSON for each event, in the order in which Azure answers. ----

/** Seconds since the epoch: what the service itself counts in, and a third of the text. */
type Seconds = number | null

/** A row of the list as it is sent: ten thousand of them are a third of what they are with names. */
export type PackedCertificate = readonly [
  name: string,
  enabled: 0 | 1,
  notBefore: Seconds,
  expiresOn: Seconds,
  createdOn: Seconds,
  updatedOn: Seconds,
  thumbprint: string | null,
  tags: Readonly<Record<string, string>> | 0,
]

export type FleetEvent =
  /** So many more vaults are going to be read. */
  | { readonly kind: 'vaults'; readonly count: number }
  | {
      readonly kind: 'rows'
      readonly vault: string
      readonly rows: readonly PackedCertificate[]
    }
  /** All of this vault was sent. */
  | { readonly kind: 'read'; readonly vault: string }
  /** A vault, or a subscription, that could not be read, or not to its end. */
  | { readonly kind: 'failure'; readonly failure: Failure }
  /** Without this as its last line a list is not whole. */
  | { readonly kind: 'end' }

/** All vaults that the caller can see, or these only: to ask again for those that failed. */
export const listFleetInput = z.object({
  vaults: z.optional(z.array(vaultName).check(z.minLength(1), z.maxLength(1_000))),
})
export type ListFleetInput = z.infer<typeof listFleetInput>

// ---- Details: what the lists of the service lack. ----

/** What the newest version and the policy of a certificate say. */
export interface CertificateDetails {
  readonly vault: string
  readonly name: string
  readonly version: string | null
  /** Null while nothing was ever issued. */
  readonly thumbprint: string | null
  /** Null while nothing was issued, or when it cannot be read as X.509. */
  readonly content: CertificateContent | null
  readonly policy: CertificatePolicy | null
  /** Of the newest version. */
  readonly enabled: boolean
  /** ISO 8601. */
  readonly updatedOn: string | null
  readonly tags: Readonly<Record<string, string>>
  /** When the vault told it, ISO 8601: the policy is as of then; a version's content never changes. */
  readonly readOn: string
}

/** The part that a table of all vaults shows; fits the words of `components/certificates`. */
export interface FleetDetail {
  readonly current: {
    readonly version: string
    readonly content: Pick<
      CertificateContent,
      'subject' | 'issuer' | 'commonName' | 'serialNumber' | 'key' | 'names' | 'selfIssued'
    > | null
  } | null
  readonly policy: Pick<
    CertificatePolicy,
    'issuer' | 'subject' | 'names' | 'kty' | 'size' | 'curve' | 'lifetimeAction'
  > | null
  /** From when on a new version should be there or on its way, ISO 8601; null when the policy asks for none. */
  readonly renewalDueOn: string | null
  /**
   * Ids of the renewal checks that it fails. What hangs on its vault is not asked for here: contacts, and an
   * environment that only the vault names.
   */
  readonly hazards: readonly string[]
  /** Null when there is none, or when it was not asked for. */
  readonly operation: Pick<PendingOperation, 'status' | 'issuer'> | null
}

export type DetailEvent =
  | {
      readonly kind: 'detail'
      readonly vault: string
      readonly name: string
      readonly detail: FleetDetail
    }
  | {
      readonly kind: 'failure'
      readonly vault: string
      readonly name: string
      readonly failure: Failure
    }
  | { readonly kind: 'end' }

/** Vault, name and thumbprint: from the list; the thumbprint is null while nothing was issued. */
const detailsRef = z.tuple([vaultName, certificateName, z.nullable(z.string())])

export const listDetailsInput = z.object({
  items: z.array(detailsRef).check(z.maxLength(detailsMax)),
  /**
   * `view` reads again what is older than some minutes, and what is being issued; `scan` is for all of them,
   * and so asks the vault only for what was never read.
   */
  purpose: z.enum(['view', 'scan']),
})
export type ListDetailsInput = z.infer<typeof listDetailsInput>

// ---- Writes. ----

const addedTags = z.record(z.string(), z.string()).check(
  z.superRefine((tags, context) => {
    const [found] = tagProblems(toTagList(tags))
    if (found) context.addIssue({ code: 'custom', message: found.message, input: tags })
  }),
)

/** A change to the newest version of a certificate, whichever that is when it comes to it. */
export const updateNewestInput = z.extend(certificateRef, {
  enabled: z.optional(z.boolean()),
  /** Put beside the tags that it has; one of the same name gets the new value. */
  addTags: z.optional(addedTags),
})
export type UpdateNewestInput = z.infer<typeof updateNewestInput>

/** What the vault shall do before a certificate ends; the rest of its policy stays. */
export const updateLifetimeInput = z.extend(certificateRef, {
  lifetimeAction: lifetimeActionShape.check(
    z.superRefine((lifetimeAction, context) => {
      const found = lifetimeActionProblem({ lifetimeAction, validityMonths: Number.NaN })
      if (found !== null) {
        context.addIssue({ code: 'custom', message: found, input: lifetimeAction })
      }
    }),
  ),
})
export type UpdateLifetimeInput = z.infer<typeof updateLifetimeInput>
