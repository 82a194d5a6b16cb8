import * as z from 'zod/mini'
import {
  chainReasonProblem,
  exportReasonProblem,
  pfxPasswordMaxLength,
  pfxPasswordProblem,
} from '#lib/domain/certificates/export-reason.ts'
import { importFileMaxBytes } from '#lib/domain/certificates/import-limits.ts'
import type { NameLists } from '#lib/domain/certificates/names.ts'
import { objectNameProblem } from '#lib/domain/certificates/object-name.ts'
import { policyStampMax } from '#lib/domain/certificates/policy/changes.ts'
import type { ContentType, StoredPolicy } from '#lib/domain/certificates/policy/draft.ts'
import type { OperationStatus } from '#lib/domain/certificates/status.ts'
import { tagProblems, toTagList } from '#lib/domain/certificates/tags.ts'
import type { ValidationLevel } from '#lib/domain/certificates/validation.ts'
import { vaultName } from '../vaults/schema.ts'
import { policyInput } from './policy-input.ts'

// ---- What the console shows. Dates are ISO 8601; null where the vault says nothing. ----

/** The create operation of a certificate. */
export interface PendingOperation {
  readonly status: OperationStatus
  /** `Self`, `Unknown` or the name of a CA. */
  readonly issuer: string | null
  readonly statusDetails: string | null
  readonly error: { readonly code: string; readonly message: string } | null
  /** PKCS#10 request, base64 DER without armour. */
  readonly csr: string | null
  /** What the request says; null when there is none, or none that can be read. */
  readonly request: RequestContent | null
  readonly cancellationRequested: boolean
  readonly requestId: string | null
}

/** What a signing request asks for. */
export interface RequestContent {
  readonly subject: string
  readonly names: CertificateContent['names']
  /** `RSA 2048`, `EC P-256`. */
  readonly key: string
  readonly signatureAlgorithm: string
  /** SHA-256 of the public key (SubjectPublicKeyInfo), lower-case hexadecimal. */
  readonly keySha256: string
}

/** One row of a vault's certificates: fits `StatusFacts` of `certificateStatus`. */
export interface CertificateSummary {
  readonly vault: string
  readonly name: string
  readonly enabled: boolean
  readonly notBefore: string | null
  readonly expiresOn: string | null
  readonly createdOn: string | null
  readonly updatedOn: string | null
  /** SHA-1 of the newest version, lower-case hexadecimal; null while nothing was ever issued. */
  readonly thumbprint: string | null
  readonly tags: Readonly<Record<string, string>>
  /** True while no version has ever been issued. */
  readonly unissued: boolean
}

export interface VersionSummary {
  readonly version: string
  readonly enabled: boolean
  readonly notBefore: string | null
  readonly expiresOn: string | null
  readonly createdOn: string | null
  readonly updatedOn: string | null
  readonly thumbprint: string | null
  readonly tags: Readonly<Record<string, string>>
  readonly current: boolean
}

/** What the X.509 certificate says. */
export interface CertificateContent {
  readonly subject: string
  readonly issuer: string
  readonly commonName: string | null
  /** Lower-case hexadecimal. */
  readonly serialNumber: string
  readonly notBefore: string
  readonly notAfter: string
  /** `RSA 2048`, `EC P-256`. */
  readonly key: string
  readonly signatureAlgorithm: string
  readonly names: NameLists
  readonly keyUsage: readonly string[] | null
  /** Dotted OIDs. */
  readonly extendedKeyUsage: readonly string[]
  /** What a public CA says it has checked; null when it says nothing. */
  readonly validation: ValidationLevel | null
  readonly basicConstraints: { readonly ca: boolean; readonly pathLength: number | null } | null
  readonly subjectKeyId: string | null
  readonly authorityKeyId: string | null
  /** SHA-256 of the public key (SubjectPublicKeyInfo), lower-case hexadecimal: tells a key that was kept. */
  readonly keySha256: string
  /** Thumbprints, lower-case hexadecimal. */
  readonly sha1: string
  readonly sha256: string
  readonly selfIssued: boolean
}

/** The policy all versions of a certificate share. */
export interface CertificatePolicy extends StoredPolicy {
  readonly createdOn: string | null
  readonly updatedOn: string | null
}

/** Everything about one version. */
export interface CertificateVersion extends VersionSummary {
  readonly vault: string
  readonly name: string
  /** `https://…/certificates/<name>/<version>`. */
  readonly id: string
  readonly keyId: string | null
  readonly secretId: string | null
  /** The identifiers without a version, for applications that follow renewals. */
  readonly versionless: { readonly id: string; readonly keyId: string; readonly secretId: string }
  readonly recoveryLevel: string | null
  readonly recoverableDays: number | null
  /** Null when the vault's certificate cannot be read as X.509. */
  readonly content: CertificateContent | null
  readonly policy: CertificatePolicy | null
}

/** A certificate: its newest version and the operation that may be making the next one. */
export interface Certificate {
  readonly vault: string
  readonly name: string
  readonly unissued: boolean
  /** Null while nothing was ever issued. */
  readonly current: CertificateVersion | null
  readonly policy: CertificatePolicy | null
  readonly operation: PendingOperation | null
  /** From when on a new version should be there or on its way, ISO 8601; null when the policy asks for none. */
  readonly renewalDueOn: string | null
}

/** What a new certificate of a name would meet in the vault. Names are as the vault spells them. */
export type NameUse =
  | { readonly state: 'free' }
  /** Becomes the next version, by the new policy. */
  | {
      readonly state: 'taken'
      readonly name: string
      readonly expiresOn: string | null
      readonly unissued: boolean
      readonly issuer: string | null
    }
  /** Refused until the order is over. */
  | { readonly state: 'pending'; readonly name: string; readonly issuer: string | null }
  /** Refused until it is recovered or purged. */
  | {
      readonly state: 'deleted'
      readonly scheduledPurgeOn: string | null
      readonly purgeable: boolean
    }

export interface DeletedCertificate {
  readonly vault: string
  readonly name: string
  readonly thumbprint: string | null
  readonly enabled: boolean
  readonly expiresOn: string | null
  readonly deletedOn: string | null
  readonly scheduledPurgeOn: string | null
  readonly recoveryId: string | null
  /** False when the vault's purge protection forbids to purge before the date. */
  readonly purgeable: boolean
  readonly tags: Readonly<Record<string, string>>
}

/** What an upload holds, shown before it is sent. No key and no password comes back. */
export interface ImportPreview {
  readonly format: 'pfx' | 'pem'
  readonly entries: readonly ImportPreviewEntry[]
}

export interface ImportPreviewEntry {
  /** Position in the file: what `importCertificateInput.entry` names. */
  readonly index: number
  readonly friendlyName: string | null
  /** Leaf first, then its issuers. */
  readonly chain: readonly CertificateContent[]
  /** True when the chain reaches a self-issued certificate. */
  readonly complete: boolean
}

/** What a write reports beside its new state. */
export interface Accepted {
  readonly vault: string
  readonly name: string
}

export interface Imported extends Accepted {
  readonly version: string
}

// ---- What the console accepts. ----

export type { ContentType }

/** A check whose message comes from a function of lib/domain: null means fine. */
function problem<T>(find: (value: T) => string | null) {
  return z.superRefine<T>((value, context) => {
    const message = find(value)
    if (message !== null) context.addIssue({ code: 'custom', message, input: value })
  })
}

export const certificateName = z.string().check(problem(objectNameProblem))

/** A version: 32 hexadecimal digits. */
export const certificateVersion = z
  .string()
  .check(z.regex(/^[0-9a-f]{32}$/, { error: 'This is not a version of a certificate.' }))

const tags = z
  .record(z.string(), z.string())
  .check(problem((record) => tagProblems(toTagList(record))[0]?.message ?? null))

export const certificateRef = z.object({ vault: vaultName, name: certificateName })
export const versionRef = z.object({
  vault: vaultName,
  name: certificateName,
  version: certificateVersion,
})

export type CertificateRef = z.infer<typeof certificateRef>
export type VersionRef = z.infer<typeof versionRef>

export const listCertificatesInput = z.object({ vault: vaultName })
export type ListCertificatesInput = z.infer<typeof listCertificatesInput>

/** Deleted certificates of one vault, or of all that the user can read. */
export const listDeletedInput = z.object({ vault: z.optional(vaultName) })
export type ListDeletedInput = z.infer<typeof listDeletedInput>

/** A certificate by its policy, or the next version of one. Names come out as `checkName` writes them. */
export const createCertificateInput = z.object({
  vault: vaultName,
  name: certificateName,
  policy: policyInput,
  tags,
})
export type CreateCertificateInput = z.infer<typeof createCertificateInput>

const fileContent = z.base64({ error: 'The file did not arrive whole. Choose it again.' }).check(
  z.minLength(1, { error: 'Choose a PFX or PEM file.' }),
  z.maxLength(Math.ceil(importFileMaxBytes / 3) * 4, {
    error: `The file is larger than ${importFileMaxBytes / 1024} kB. A certificate with its chain is far smaller.`,
  }),
)

const importPassword = z.string().check(z.maxLength(1024, { error: 'The password is too long.' }))

/** The file goes in base64; the password is used once and kept nowhere. */
export const importCertificateInput = z.object({
  vault: vaultName,
  name: certificateName,
  file: fileContent,
  password: importPassword,
  /** Which entry of the file, from the preview. */
  entry: z.number().check(z.int(), z.minimum(0), z.maximum(999)),
  enabled: z.boolean(),
  exportable: z.boolean(),
  tags,
})
export type ImportCertificateInput = z.infer<typeof importCertificateInput>

export const previewImportInput = z.object({ file: fileContent, password: importPassword })
export type PreviewImportInput = z.infer<typeof previewImportInput>

/** What the service lets us change on a version. Absent members stay as they are. */
export const updateVersionInput = z.object({
  vault: vaultName,
  name: certificateName,
  version: certificateVersion,
  enabled: z.optional(z.boolean()),
  tags: z.optional(tags),
  /** What the sender had seen when it began: the change is refused when somebody changed that since. */
  seen: z.optional(z.object({ enabled: z.boolean(), tags: z.record(z.string(), z.string()) })),
})
export type UpdateVersionInput = z.infer<typeof updateVersionInput>

/** A whole policy, and the stamp of the one that the sender had seen: `policyStamp`. */
export const updatePolicyInput = z.object({
  vault: vaultName,
  name: certificateName,
  seen: z.string().check(z.maxLength(policyStampMax)),
  policy: policyInput,
})
export type UpdatePolicyInput = z.infer<typeof updatePolicyInput>

/** The next version by the policy that the vault keeps, while that is the one that the sender had seen. */
export const createVersionInput = z.object({
  vault: vaultName,
  name: certificateName,
  seen: z.string().check(z.maxLength(policyStampMax)),
})
export type CreateVersionInput = z.infer<typeof createVersionInput>

/** `confirm` is the name, typed again by the person. */
export const confirmedRef = z
  .object({ vault: vaultName, name: certificateName, confirm: z.string() })
  .check(
    z.refine((input) => input.confirm.toLowerCase() === input.name.toLowerCase(), {
      path: ['confirm'],
      error: 'Type the name of the certificate to confirm.',
    }),
  )

export const deleteCertificateInput = confirmedRef
export const purgeCertificateInput = confirmedRef
export const recoverCertificateInput = certificateRef
export type ConfirmedInput = z.infer<typeof confirmedRef>

export const publicFormats = ['cer', 'pem', 'p7b'] as const
export type PublicFormat = (typeof publicFormats)[number]
export const downloadPublicInput = z.object({
  vault: vaultName,
  name: certificateName,
  version: certificateVersion,
  format: z.enum(publicFormats),
})
export type DownloadPublicInput = z.infer<typeof downloadPublicInput>

export const exportPrivateInput = z.object({
  vault: vaultName,
  name: certificateName,
  version: certificateVersion,
  format: z.enum(['pfx', 'pem']),
  /** Password of the PFX; empty means none. Not used for PEM. */
  password: z.string().check(z.maxLength(pfxPasswordMaxLength), problem(pfxPasswordProblem)),
  reason: z.string().check(problem(exportReasonProblem)),
})
export type ExportPrivateInput = z.infer<typeof exportPrivateInput>

/** The chain without the key, which only the secret of the certificate holds. */
export const exportChainInput = z.object({
  vault: vaultName,
  name: certificateName,
  version: certificateVersion,
  format: z.enum(['pem', 'p7b']),
  reason: z.string().check(problem(chainReasonProblem)),
})
export type ExportChainInput = z.infer<typeof exportChainInput>
