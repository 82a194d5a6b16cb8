import { toHex } from '#lib/base/encodings.ts'
import type { ParsedCertificate } from '#lib/x509/certificate.ts'
import { sameBytes } from '#lib/x509/encode.ts'
import { decodePem } from '#lib/x509/pem.ts'
import type { Operation } from '../call.ts'
import { invalidProperty } from '../errors.ts'
import { keyOf, newVersion } from '../identifiers.ts'
import { addAnnouncedVersion } from '../issue/announce.ts'
import { versionRows } from '../issue/complete.ts'
import { type JsonObject, optionalBoolean, optionalObject, optionalString } from '../json.ts'
import { checkTier } from '../keys/key-type.ts'
import { keyPropsOf, policyFromCertificate, seconds } from '../policy/from-certificate.ts'
import type { SecretContentType, StoredPolicy } from '../policy/model.ts'
import { readPolicy } from '../policy/read-policy.ts'
import { findLiveCertificate, putCertificate } from '../rows/certificates.ts'
import { removeOperation } from '../rows/operations.ts'
import { readTags } from '../tags.ts'
import { missing, nameOf, readEnabled, wireOf } from './call-parts.ts'
import { checkIssuer } from './check-issuer.ts'
import { bundleOf } from './deleted-body.ts'
import { readContent } from './import-content.ts'
import { checkNameFree } from './name-state.ts'
import { mayImport } from './rights.ts'

/** Imports a PFX or a PEM as a new version; its X.509 decides dates, whatever the body says. */
export const importCertificate: Operation = {
  name: 'CertificateImport',
  method: 'POST',
  path: '/certificates/:name/import',
  right: mayImport,
  async prepare(call) {
    const name = nameOf(call)
    const { ctx, vault, body, now } = call
    const value = optionalString(body, 'value')
    if (value === undefined || value === '') throw invalidProperty()
    const given = optionalObject(body, 'policy') ?? {}
    const enabled = readEnabled(body) ?? true
    const tags = readTags(body) ?? null
    const preserveOrder = optionalBoolean(body, 'preserveCertOrder') ?? false
    ctx.store.read((db) => checkNameFree(db, vault.key, name))
    const password = optionalString(body, 'pwd') ?? ''
    const contentType = contentTypeOf(given, value)
    const { pkcs8, chain } = await readContent(value, password, contentType)
    const [leaf, ...issuers] = chain
    if (!leaf) throw invalidProperty()
    const policy = policyOf(given, leaf, contentType)
    checkTier(policy.key_props.kty, vault)
    const version = newVersion()

    return (db) => {
      const display = checkNameFree(db, vault.key, name)?.display ?? name
      checkIssuer(db, vault.key, policy.issuer)
      putCertificate(db, { vault: vault.key, display, policy, now })
      // Of an operation that has ended; one in progress was refused.
      removeOperation(db, { vault: vault.key, name: keyOf(name) })
      addAnnouncedVersion(
        db,
        vault,
        versionRows({
          vault: vault.key,
          display,
          version,
          now,
          enabled,
          tags,
          preserveOrder,
          policy,
          validity: { nbf: seconds(leaf.notBefore), exp: seconds(leaf.notAfter) },
          pkcs8,
          spki: leaf.spki,
          leaf: leaf.der,
          chain: preserveOrder ? orderOfFile(value, leaf, issuers) : ders(issuers),
        }),
        ctx.clock.now(),
      )
      const certificate = findLiveCertificate(db, vault.key, name)
      if (!certificate) throw missing('certificate', name, null)
      return {
        status: 200,
        body: bundleOf(db, wireOf(call), certificate),
        audit: auditOf(leaf, policy, enabled),
      }
    }
  },
}

/**
 * The declared type. PEM text without one counts as PEM: the JavaScript client 4.10.3 drops the policy
 * that its caller gives, and base64 cannot be mistaken for PEM.
 */
function contentTypeOf(policy: JsonObject, value: string): SecretContentType {
  const type =
    optionalString(optionalObject(policy, 'secret_props') ?? {}, 'contentType') ??
    (value.includes('-----BEGIN ') ? 'application/x-pem-file' : 'application/x-pkcs12')
  if (type !== 'application/x-pkcs12' && type !== 'application/x-pem-file') throw invalidProperty()
  return type
}

/** The caller's members over those of the certificate; type and size are those of the key, an HSM apart. */
function policyOf(
  given: JsonObject,
  leaf: ParsedCertificate,
  contentType: SecretContentType,
): StoredPolicy {
  const issuerName = optionalString(optionalObject(given, 'issuer') ?? {}, 'name')
  const keyProps = optionalObject(given, 'key_props') ?? {}
  const own = keyPropsOf(leaf)
  const protect = optionalString(keyProps, 'kty')?.endsWith('-HSM') ?? false
  return readPolicy(
    {
      ...given,
      secret_props: { contentType },
      key_props: {
        exportable: optionalBoolean(keyProps, 'exportable') ?? true,
        reuse_key: optionalBoolean(keyProps, 'reuse_key') ?? false,
        kty: protect ? `${own.kty}-HSM` : own.kty,
      },
    },
    { ...policyFromCertificate(leaf, issuerName), key_props: own },
  )
}

/** The other certificates as they stand in a PEM file. Those of a PFX have no order of their own. */
function orderOfFile(
  value: string,
  leaf: ParsedCertificate,
  issuers: readonly ParsedCertificate[],
): Uint8Array[] {
  if (!value.includes('-----BEGIN ')) return ders(issuers)
  const blocks = decodePem(value).filter(({ label }) => label === 'CERTIFICATE')
  return blocks.map(({ der }) => der).filter((der) => !sameBytes(der, leaf.der))
}

function ders(certificates: readonly ParsedCertificate[]): Uint8Array[] {
  return certificates.map(({ der }) => der)
}

function auditOf(
  leaf: ParsedCertificate,
  policy: StoredPolicy,
  enabled: boolean,
): Record<string, unknown> {
  const key = policy.key_props
  return {
    keyProperties: { type: key.kty, size: key.key_size },
    secretProperties: { type: policy.secret_props.contentType },
    certificateProperties: {
      attributes: { enabled },
      subject: policy.x509_props.subject,
      sha1: toHex(leaf.sha1).toUpperCase(),
      sha256: toHex(leaf.sha256).toUpperCase(),
      nbf: leaf.notBefore.toISOString().replace('.000Z', '+00:00'),
      exp: leaf.notAfter.toISOString().replace('.000Z', '+00:00'),
    },
  }
}
