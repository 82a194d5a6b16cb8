import 'server-only'
import { createHash } from 'node:crypto'
import type {
  CertificateProperties,
  KeyVaultCertificate,
  KeyVaultCertificateWithPolicy,
  OperationBody,
  CertificatePolicy as VaultPolicy,
} from '#lib/azure/certificates.ts'
import type { KeyVaultSecret } from '#lib/azure/secrets.ts'
import { fromBase64, toHex, utf8 } from '#lib/base/encodings.ts'
import type { NameLists } from '#lib/domain/certificates/names.ts'
import type { PolicyDraft } from '#lib/domain/certificates/policy/draft.ts'
import type { LifetimeAction } from '#lib/domain/certificates/policy/lifetime.ts'
import { validationLevel } from '#lib/domain/certificates/validation.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { ParsedCertificate } from '#lib/x509/certificate.ts'
import { readCertificate } from '#lib/x509/certificate.ts'
import { readCsr } from '#lib/x509/csr.ts'
import { X509Error } from '#lib/x509/errors.ts'
import { displayName } from '#lib/x509/name.ts'
import type { KeyDescription } from '#lib/x509/public-key.ts'
import type {
  CertificateContent,
  CertificatePolicy,
  CertificateSummary,
  CertificateVersion,
  ContentType,
  PendingOperation,
  RequestContent,
  VersionSummary,
} from './schema.ts'

/** What the SDK returns, as our pages want it: plain data, dates as ISO 8601. */

export function iso(date: Date | undefined): string | null {
  return date?.toISOString() ?? null
}

function attributesOf(properties: CertificateProperties) {
  const thumbprint = properties.x509Thumbprint
  return {
    enabled: properties.enabled ?? false,
    notBefore: iso(properties.notBefore),
    expiresOn: iso(properties.expiresOn),
    createdOn: iso(properties.createdOn),
    updatedOn: iso(properties.updatedOn),
    thumbprint: thumbprint === undefined || thumbprint.length === 0 ? null : toHex(thumbprint),
    tags: properties.tags ?? {},
  }
}

export function toSummary(vault: string, properties: CertificateProperties): CertificateSummary {
  const attributes = attributesOf(properties)
  return {
    vault,
    name: properties.name ?? '',
    ...attributes,
    // A certificate that was never issued has no thumbprint: protocol of the pending operation.
    unissued: attributes.thumbprint === null,
  }
}

export function toVersionSummary(
  properties: CertificateProperties,
  currentVersion: string | null,
): VersionSummary {
  const version = properties.version ?? ''
  return { version, ...attributesOf(properties), current: version === currentVersion }
}

/** One version; `newest` tells the policy and which version is the current one. */
export function toVersion(
  vault: string,
  certificate: KeyVaultCertificate,
  newest: KeyVaultCertificateWithPolicy,
): CertificateVersion {
  const { name, properties } = certificate
  const id = properties.id ?? certificate.id ?? ''
  const keyId = certificate.keyId ?? null
  const secretId = certificate.secretId ?? null
  const base = id.slice(0, id.indexOf('/certificates/'))
  return {
    ...toVersionSummary(properties, newest.properties.version ?? null),
    vault,
    name,
    id,
    keyId,
    secretId,
    versionless: {
      id: `${base}/certificates/${name}`,
      keyId: `${base}/keys/${name}`,
      secretId: `${base}/secrets/${name}`,
    },
    recoveryLevel: properties.recoveryLevel ?? null,
    recoverableDays: properties.recoverableDays ?? null,
    content: certificate.cer === undefined ? null : readContent(certificate.cer),
    policy: newest.policy === undefined ? null : toPolicy(newest.policy),
  }
}

/** Null when the bytes are no certificate that we can read: then the page shows the rest. */
export function readContent(der: Uint8Array): CertificateContent | null {
  try {
    return toContent(readCertificate(der))
  } catch (error) {
    if (error instanceof X509Error) return null
    throw error
  }
}

export function toContent(certificate: ParsedCertificate): CertificateContent {
  const { key } = certificate
  return {
    subject: displayName(certificate.subjectRdns),
    issuer: displayName(certificate.issuerRdns),
    commonName: certificate.commonName,
    serialNumber: certificate.serialNumber,
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    key: keyName(key),
    signatureAlgorithm: certificate.signatureAlgorithm,
    names: certificate.names,
    keyUsage: certificate.keyUsage,
    extendedKeyUsage: certificate.extendedKeyUsage,
    validation: validationLevel(certificate.policies),
    basicConstraints: certificate.basicConstraints,
    subjectKeyId: certificate.subjectKeyId,
    authorityKeyId: certificate.authorityKeyId,
    keySha256: createHash('sha256').update(certificate.spki).digest('hex'),
    sha1: toHex(certificate.sha1),
    sha256: toHex(certificate.sha256),
    selfIssued: certificate.selfIssued,
  }
}

export function toPolicy(policy: VaultPolicy): CertificatePolicy {
  const names = policy.subjectAlternativeNames
  const action = policy.lifetimeActions?.[0]
  return {
    issuer: policy.issuerName ?? null,
    certificateType: policy.certificateType ?? null,
    certificateTransparency: policy.certificateTransparency ?? null,
    subject: policy.subject ?? null,
    names: {
      dns: names?.dnsNames ?? [],
      emails: names?.emails ?? [],
      upns: names?.userPrincipalNames ?? [],
      ips: names?.ipAddresses ?? [],
      uris: names?.uniformResourceIdentifiers ?? [],
    },
    kty: policy.keyType ?? null,
    size: policy.keySize ?? null,
    curve: policy.keyCurveName ?? null,
    exportable: policy.exportable ?? null,
    reuseKey: policy.reuseKey ?? null,
    keyUsage: policy.keyUsage ?? [],
    extendedKeyUsage: policy.enhancedKeyUsage ?? [],
    validityMonths: policy.validityInMonths ?? null,
    contentType: contentTypeOf(policy.contentType),
    lifetimeAction:
      action === undefined
        ? null
        : {
            action: action.action ?? '',
            daysBeforeExpiry: action.daysBeforeExpiry ?? null,
            lifetimePercentage: action.lifetimePercentage ?? null,
          },
    enabled: policy.enabled ?? null,
    createdOn: iso(policy.createdOn),
    updatedOn: iso(policy.updatedOn),
  }
}

/** A policy as the vault takes it. What is empty is left out: then the vault decides. */
export function toVaultPolicy(draft: PolicyDraft): VaultPolicy {
  const { certificateType, certificateTransparency, size, curve, lifetimeAction: action } = draft
  const names = toVaultNames(draft.names)
  const rest = {
    issuerName: draft.issuer,
    ...(certificateType !== '' && { certificateType }),
    ...(certificateTransparency !== null && { certificateTransparency }),
    keyType: draft.kty,
    ...(size !== null && { keySize: size }),
    ...(curve !== null && { keyCurveName: curve }),
    exportable: draft.exportable,
    reuseKey: draft.reuseKey,
    contentType: draft.contentType,
    keyUsage: [...draft.keyUsage],
    enhancedKeyUsage: [...draft.extendedKeyUsage],
    validityInMonths: draft.validityMonths,
    lifetimeActions: action === null ? [] : [toVaultAction(action)],
    enabled: draft.enabled,
  }
  if (names === undefined) return { ...rest, subject: draft.subject }
  const subject = draft.subject === '' ? {} : { subject: draft.subject }
  return { ...rest, ...subject, subjectAlternativeNames: names }
}

/** A lifetime action as the vault takes it. */
export function toVaultAction({ action, daysBeforeExpiry, lifetimePercentage }: LifetimeAction) {
  return {
    action,
    ...(daysBeforeExpiry !== null && { daysBeforeExpiry }),
    ...(lifetimePercentage !== null && { lifetimePercentage }),
  }
}

/** The SDK's type wants one kind at least, and no empty ones. */
function toVaultNames(names: NameLists): VaultPolicy['subjectAlternativeNames'] {
  const all = {
    ...named('dnsNames', names.dns),
    ...named('emails', names.emails),
    ...named('userPrincipalNames', names.upns),
    ...named('ipAddresses', names.ips),
    ...named('uniformResourceIdentifiers', names.uris),
  }
  return hasNames(all) ? all : undefined
}

type OneOrMore = [string, ...string[]]

function named<Kind extends string>(kind: Kind, [first, ...more]: readonly string[]) {
  const list: OneOrMore | undefined = first === undefined ? undefined : [first, ...more]
  return (list === undefined ? {} : { [kind]: list }) as { [Key in Kind]?: OneOrMore }
}

function hasNames(all: object): all is NonNullable<VaultPolicy['subjectAlternativeNames']> {
  return Object.keys(all).length > 0
}

function contentTypeOf(value: string | undefined): ContentType | null {
  if (value === 'application/x-pkcs12' || value === 'application/x-pem-file') return value
  return null
}

export function toOperation(body: OperationBody | null): PendingOperation | null {
  return body && { ...body, request: body.csr === null ? null : readRequest(body.csr) }
}

/** Null when the vault's request cannot be read: then the page shows the bytes alone. */
function readRequest(base64: string): RequestContent | null {
  try {
    const { subjectRdns, names, key, signatureAlgorithm, spki } = readCsr(fromBase64(base64))
    return {
      subject: displayName(subjectRdns),
      names,
      key: keyName(key),
      signatureAlgorithm,
      keySha256: createHash('sha256').update(spki).digest('hex'),
    }
  } catch (error) {
    if (error instanceof X509Error || error instanceof DOMException) return null
    throw error
  }
}

/** `RSA 2048`, `EC P-256`. */
export function keyName(key: KeyDescription): string {
  return key.kind === 'RSA' ? `RSA ${key.size}` : key.kind === 'EC' ? `EC ${key.curve}` : key.name
}

/** The file in which the vault keeps a certificate with its chain and, when it may leave, its key. */
export function secretFile({ value = '', properties }: KeyVaultSecret): Uint8Array {
  // PFX as base64, without a password; PEM as it is: protocol of secrets behind certificates.
  return properties.contentType === 'application/x-pem-file' ? utf8(value) : fromBase64(value)
}

/** Without a cause: it must not carry what it choked on. */
export function unreadableSecret(error: unknown): Error {
  return new Error(
    `The secret is unreadable: ${error instanceof X509Error ? error.code : 'no known form'}.`,
  )
}

/** When a vault keeps no policy for a certificate, which should not be. */
export function noPolicy(vault: string): Failure {
  return {
    code: 'conflict',
    status: 409,
    title: 'There is no policy to order by',
    detail: 'The vault keeps no policy for this certificate.',
    nextStep: 'Create a new version, which sets one.',
    vault,
  }
}
