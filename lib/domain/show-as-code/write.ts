/** How the names of a policy are listed: each kind has its own list. */
export interface PolicyNames {
  readonly dns: readonly string[]
  readonly emails: readonly string[]
  readonly upns: readonly string[]
  readonly ips: readonly string[]
  readonly uris: readonly string[]
}

/** What the vault does before the end. Exactly one of the two triggers is a number. */
export interface LifetimeAction {
  readonly action: 'AutoRenew' | 'EmailContacts'
  readonly daysBeforeExpiry: number | null
  readonly lifetimePercentage: number | null
}

/**
 * A certificate's policy. What is absent is not sent, so the service's default stands.
 * https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#certificate-policy
 */
export interface Policy {
  /** `Self`, `Unknown` or the name of an issuer of the vault. */
  readonly issuer?: string
  readonly certificateType?: string
  readonly certificateTransparency?: boolean | null
  /** X.500. */
  readonly subject?: string
  readonly names?: Partial<PolicyNames>
  /** `RSA`, `RSA-HSM`, `EC`, `EC-HSM`. */
  readonly kty?: string
  readonly size?: number | null
  readonly curve?: string | null
  readonly exportable?: boolean
  readonly reuseKey?: boolean
  readonly contentType?: ContentType
  readonly keyUsage?: readonly string[]
  /** Dotted object identifiers. */
  readonly extendedKeyUsage?: readonly string[]
  readonly validityMonths?: number
  readonly lifetimeAction?: LifetimeAction | null
  readonly enabled?: boolean
}

export type ContentType = 'application/x-pkcs12' | 'application/x-pem-file'

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
  | ({ kind: 'delete-issuer'; issuer: string } & OnVault)
  | ({ kind: 'set-contacts'; before: readonly Contact[]; after: readonly Contact[] } & OnVault)

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
  /** ISO 8601. */
  readonly notBefore?: string
  readonly expiresOn?: string
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
