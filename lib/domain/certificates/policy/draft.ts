import { type KeyType, keyFromPolicy } from '../key-types.ts'
import type { NameLists } from '../names.ts'
import { clientAuth, serverAuth } from './extended-key-usages.ts'
import { reservedIssuers } from './issuer-kind.ts'
import {
  defaultLifetimeAction,
  type LifetimeAction,
  readLifetimeAction,
  type StoredLifetimeAction,
} from './lifetime.ts'

export const contentTypes = ['application/x-pkcs12', 'application/x-pem-file'] as const
export type ContentType = (typeof contentTypes)[number]

/**
 * Everything that a policy can hold, as plain data: what the forms make and what is sent.
 * https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#certificate-policy
 */
export interface PolicyDraft {
  /** `Self`, `Unknown` (any CA, by its signing request) or the name of an issuer of the vault. */
  readonly issuer: string
  /** What the CA calls its product, such as `OV-SSL`; empty leaves it to the CA. */
  readonly certificateType: string
  /** Publish in the transparency logs; null leaves it to the CA. */
  readonly certificateTransparency: boolean | null
  /** X.500; may be empty when there are names. */
  readonly subject: string
  readonly names: NameLists
  readonly kty: KeyType
  /** Bits, of RSA keys; null for the others. */
  readonly size: number | null
  /** Of EC keys; null for the others. */
  readonly curve: string | null
  readonly exportable: boolean
  readonly reuseKey: boolean
  readonly contentType: ContentType
  readonly keyUsage: readonly string[]
  /** Dotted object identifiers. */
  readonly extendedKeyUsage: readonly string[]
  /** NaN while nobody typed a number. */
  readonly validityMonths: number
  /** The service keeps one action at most; null for none. */
  readonly lifetimeAction: LifetimeAction | null
  /** The policy's own state, which versions made under it begin with. */
  readonly enabled: boolean
}

export type PolicyField = keyof PolicyDraft

/** Where a new policy begins: self-signed, short-lived, for a TLS server. */
export const defaultDraft: PolicyDraft = {
  issuer: reservedIssuers.self,
  certificateType: '',
  certificateTransparency: null,
  subject: '',
  names: { dns: [], emails: [], upns: [], ips: [], uris: [] },
  kty: 'RSA',
  size: 2048,
  curve: null,
  exportable: true,
  reuseKey: false,
  contentType: 'application/x-pkcs12',
  keyUsage: ['digitalSignature', 'keyEncipherment'],
  extendedKeyUsage: [serverAuth, clientAuth],
  validityMonths: 3,
  lifetimeAction: defaultLifetimeAction('Self'),
  enabled: true,
}

/** A policy as it is read from a vault: null where the vault says nothing. */
export interface StoredPolicy {
  readonly issuer: string | null
  readonly certificateType: string | null
  readonly certificateTransparency: boolean | null
  readonly subject: string | null
  readonly names: NameLists
  readonly kty: string | null
  readonly size: number | null
  readonly curve: string | null
  readonly exportable: boolean | null
  readonly reuseKey: boolean | null
  readonly contentType: ContentType | null
  readonly keyUsage: readonly string[]
  readonly extendedKeyUsage: readonly string[]
  readonly validityMonths: number | null
  readonly lifetimeAction: StoredLifetimeAction | null
  readonly enabled: boolean | null
}

/** The draft that means the stored policy. Sent unchanged, it changes nothing. */
export function draftOf(policy: StoredPolicy): PolicyDraft {
  return {
    ...defaultDraft,
    ...keyFromPolicy(policy),
    // The service takes a policy without an issuer as `Unknown`.
    issuer: policy.issuer ?? reservedIssuers.unknown,
    certificateType: policy.certificateType ?? '',
    certificateTransparency: policy.certificateTransparency,
    subject: policy.subject ?? '',
    names: policy.names,
    exportable: policy.exportable ?? true,
    reuseKey: policy.reuseKey ?? false,
    contentType: policy.contentType ?? defaultDraft.contentType,
    keyUsage: policy.keyUsage,
    extendedKeyUsage: policy.extendedKeyUsage,
    validityMonths: policy.validityMonths ?? 12,
    lifetimeAction: readLifetimeAction(policy.lifetimeAction),
    enabled: policy.enabled ?? true,
  }
}
