import type { NameLists } from '../certificates/names.ts'
import type { ContentType, PolicyDraft } from '../certificates/policy/draft.ts'

/** A certificate's policy. What is absent is not sent, so the service's default stands. */
export type Policy = Partial<Omit<PolicyDraft, 'names'>> & { readonly names?: Partial<NameLists> }

export type Tags = Readonly<Record<string, string>>

/** Somebody who gets mails about the vault's certificates. */
export interface Contact {
  readonly email: string
  readonly name?: string | undefined
  readonly phone?: string | undefined
}

/** Somebody whom a certificate authority may ask. */
export interface Administrator {
  readonly firstName?: string | undefined
  readonly lastName?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
}

/** A connection of a vault to a certificate authority. Its credential is never among it. */
export interface Issuer {
  /** `DigiCert`, `GlobalSign`. */
  readonly provider: string
  readonly accountId: string
  /** DigiCert's organisation. */
  readonly organizationId?: string | undefined
  readonly administrators?: readonly Administrator[]
  readonly enabled?: boolean
  /** What the authority calls the credential, such as `API key`. */
  readonly credential: string
}

interface OnVault {
  readonly vault: string
}

interface OnCertificate extends OnVault {
  readonly name: string
}

interface OnVersion extends OnCertificate {
  readonly version: string
}

/** Everything that the console writes about certificates, issuers and contacts, and the export of a key. */
export type CertificateWrite =
  | ({ kind: 'create'; policy: Policy; enabled?: boolean; tags?: Tags } & OnCertificate)
  | ({ kind: 'import' } & OnCertificate & Import)
  | ({ kind: 'merge'; chain: readonly string[]; tags?: Tags } & OnCertificate)
  | ({ kind: 'update-version' } & OnVersion & VersionChange)
  | ({ kind: 'update-policy'; policy: Policy } & OnCertificate)
  | ({ kind: 'cancel-operation' | 'delete-operation' } & OnCertificate)
  | ({ kind: 'delete' | 'recover' | 'purge' | 'backup' } & OnCertificate)
  | ({ kind: 'restore'; file: string } & OnVault)
  | ({ kind: 'export-private' } & OnVersion & PrivateExport)
  | ({ kind: 'set-issuer'; issuer: string; settings: Issuer } & OnVault)
  | ({ kind: 'update-issuer'; issuer: string } & OnVault & IssuerUpdate)
  | ({ kind: 'delete-issuer'; issuer: string } & OnVault)
  | ({ kind: 'set-contacts'; before: readonly Contact[]; after: readonly Contact[] } & OnVault)

export type WriteOf<Kind extends CertificateWrite['kind']> = Extract<
  CertificateWrite,
  { kind: Kind }
>

interface IssuerUpdate {
  readonly provider: string
  readonly credential: string
  /** Absent members stay as they are. */
  readonly change: Partial<Omit<Issuer, 'provider' | 'credential'>> & {
    /** True when another credential is to be asked for. */
    readonly newCredential?: boolean
  }
}

interface Import {
  /** The file's name, as the person has it. */
  readonly file: string
  readonly contentType: ContentType
  /** True when the file needs a password. */
  readonly protected: boolean
  readonly policy: Policy
  readonly enabled?: boolean
  readonly tags?: Tags
}

interface VersionChange {
  /** Absent members stay as they are. */
  readonly enabled?: boolean
  readonly tags?: Tags
}

interface PrivateExport {
  /** How the vault keeps it; null when that is not known, which means PFX. */
  readonly stored: ContentType | null
  readonly format: 'pfx' | 'pem'
  /** True when the file is to have a password of its own. */
  readonly protect: boolean
}

/** What differs between the clouds of Azure. */
export interface Place {
  /** Appended to a vault's name, with the dot: `.vault.azure.net`. */
  readonly vaultSuffix: string
}

/** Code to copy, and what the reader has to know about it. */
export interface Snippet {
  readonly code: string
  readonly notes: readonly string[]
}
