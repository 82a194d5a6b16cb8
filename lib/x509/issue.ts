import { invariant } from '#lib/base/invariant.ts'
import {
  bitString,
  type Der,
  explicit,
  integer,
  oid,
  sequence,
  setOf,
  unsignedInteger,
} from './encode.ts'
import { type ExtensionSpec, encodeExtensions } from './extensions.ts'
import type { Rdn } from './name.ts'
import { encodeName } from './name-der.ts'
import { OID } from './oids.ts'
import { encodeSignature, encodeSignatureAlgorithm, type SignatureAlgorithm } from './signature.ts'
import { encodeTime } from './time.ts'

/** How the to-be-signed bytes become a signature. */
export interface Signing {
  readonly signatureAlgorithm: SignatureAlgorithm
  /**
   * Signs the bytes, hashing included. An ECDSA signature is `r ‖ s` of fixed length (IEEE P1363), as
   * WebCrypto, JOSE and Key Vault give it; with `node:crypto` ask for `dsaEncoding: 'ieee-p1363'`.
   */
  readonly sign: (tbs: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>
}

export interface CertificateSpec extends Signing {
  readonly subject: readonly Rdn[]
  readonly issuer: readonly Rdn[]
  /** The issuer's name as it stands in its own certificate, when `issuer` might encode it differently. */
  readonly issuerDer?: Uint8Array
  /** Positive, at most 20 octets with its sign (RFC 5280 section 4.1.2.2). */
  readonly serial: Uint8Array
  /** Both ends are part of the validity; fractions of a second are cut off. */
  readonly notBefore: Date
  readonly notAfter: Date
  /** SubjectPublicKeyInfo as DER. */
  readonly spki: Uint8Array
  readonly extensions: ExtensionSpec
}

/** Issues an X.509 v3 certificate (RFC 5280 section 4.1) and resolves to its DER. */
export async function createCertificate(spec: CertificateSpec): Promise<Uint8Array> {
  const serial = unsignedInteger(spec.serial)
  invariant(serial.length <= 22, 'a serial number has at most 20 octets')
  invariant(
    spec.serial.some((octet) => octet !== 0),
    'a serial number is positive',
  )
  invariant(spec.notBefore <= spec.notAfter, 'a certificate ends after it begins')
  const extensions = encodeExtensions({
    ...spec.extensions,
    namesCritical: spec.extensions.namesCritical ?? spec.subject.length === 0,
  })
  const tbs = sequence(
    explicit(0, integer(2)),
    serial,
    encodeSignatureAlgorithm(spec.signatureAlgorithm),
    spec.issuerDer ?? encodeName(spec.issuer),
    sequence(encodeTime(spec.notBefore), encodeTime(spec.notAfter)),
    encodeName(spec.subject),
    spec.spki,
    ...(extensions.length > 0 ? [explicit(3, sequence(...extensions))] : []),
  )
  return signed(tbs, spec)
}

export interface CsrSpec extends Signing {
  readonly subject: readonly Rdn[]
  readonly spki: Uint8Array
  readonly extensions: ExtensionSpec
}

/** Makes a certification request, PKCS#10 (RFC 2986 section 4), with its extensions as `extensionRequest`. */
export async function createCsr(spec: CsrSpec): Promise<Uint8Array> {
  const extensions = encodeExtensions(spec.extensions)
  const attributes =
    extensions.length > 0
      ? [sequence(oid(OID.extensionRequest), setOf(sequence(...extensions)))]
      : []
  const info = sequence(integer(0), encodeName(spec.subject), spec.spki, explicit(0, ...attributes))
  return signed(info, spec)
}

/** Random serial number of 16 octets, positive and never short: 126 random bits. */
export function randomSerial(): Uint8Array {
  const serial = crypto.getRandomValues(new Uint8Array(16))
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40
  return serial
}

async function signed(tbs: Der, { sign, signatureAlgorithm }: Signing): Promise<Uint8Array> {
  const signature = encodeSignature(signatureAlgorithm, await sign(tbs))
  return sequence(tbs, encodeSignatureAlgorithm(signatureAlgorithm), bitString(signature))
}
