import { fromBase64, toHex } from '#lib/base/encodings.ts'
import {
  type Asn1,
  expectTag,
  readAsn1,
  readBitString,
  readMagnitude,
  readOid,
  readSmallInteger,
  sequenceOf,
  TAG,
} from './der.ts'
import { type Der, integer, nullValue, octetString, oid, sameBytes, sequence } from './encode.ts'
import { malformed, X509Error } from './errors.ts'
import { CURVES, curveByOid, type NamedCurve, OID, OTHER_KEY_NAMES } from './oids.ts'
import type { PemBlock } from './pem.ts'
import { ecSpki, type KeyDescription, modulusBits, rsaSpki } from './public-key.ts'
import { secp256k1PublicPoint } from './secp256k1.ts'

export interface PrivateKeyDescription {
  readonly key: KeyDescription
  /** The public half as SubjectPublicKeyInfo DER, worked out from the private numbers. */
  readonly spki: Uint8Array
}

const UNSUPPORTED = 'Use an RSA key, or an EC key on P-256, P-384, P-521 or P-256K.'

/**
 * Describes a PKCS#8 private key (RFC 5208) and proves that its numbers belong together, so that a damaged key
 * is refused here and not at its first signature. Rejects with `X509Error` `unsupported-key` or `malformed`.
 */
export async function describePrivateKey(pkcs8: Uint8Array): Promise<PrivateKeyDescription> {
  const [version, algorithm, wrapped] = sequenceOf(readAsn1(pkcs8), 'private key', 3)
  if (readSmallInteger(version, 'private key version') > 1) {
    throw malformed('The private key has an unknown version.')
  }
  const [type, parameters] = sequenceOf(algorithm, 'private key algorithm', 1)
  const typeOid = readOid(type, 'private key algorithm')
  const inner = expectTag(wrapped, TAG.octetString, 'private key').content
  if (typeOid === OID.rsaEncryption) return describeRsa(readAsn1(inner))
  if (typeOid === OID.ecPublicKey) return describeEc(readAsn1(inner), parameters)
  throw new X509Error(
    'unsupported-key',
    `The private key is of the kind ${OTHER_KEY_NAMES[typeOid] ?? typeOid}. ${UNSUPPORTED}`,
  )
}

/** RFC 8017 appendix A.1.2, with the relations of section 3.2. */
function describeRsa(node: Asn1): PrivateKeyDescription {
  const fields = sequenceOf(node, 'RSA private key', 9)
  if (readSmallInteger(fields[0], 'RSA private key version') !== 0) {
    throw new X509Error('unsupported-key', 'RSA keys with more than two primes are not supported.')
  }
  const [modulus, exponent, ...rest] = fields
    .slice(1, 9)
    .map((field) => readMagnitude(field, 'RSA private key'))
  if (!modulus || !exponent) throw malformed('The RSA private key is incomplete.')
  const size = modulusBits(modulus)
  const [d = 0n, p = 0n, q = 0n, dp = 0n, dq = 0n, qi = 0n] = rest.map(toNumber)
  const e = toNumber(exponent)
  const fits =
    p > 1n &&
    q > 1n &&
    p * q === toNumber(modulus) &&
    (e * d) % (p - 1n) === 1n &&
    (e * d) % (q - 1n) === 1n &&
    dp === d % (p - 1n) &&
    dq === d % (q - 1n) &&
    (qi * q) % p === 1n
  if (!fits) throw malformed('The numbers of the RSA private key do not belong together.')
  return { key: { kind: 'RSA', size }, spki: rsaSpki(modulus, exponent) }
}

/** RFC 5915. The public point in the file is optional, and is compared when it is there. */
async function describeEc(
  node: Asn1,
  parameters: Asn1 | undefined,
): Promise<PrivateKeyDescription> {
  const curve = readCurve(parameters)
  const [version, scalar, ...rest] = sequenceOf(node, 'EC private key', 2)
  if (readSmallInteger(version, 'EC private key version') !== 1) {
    throw malformed('The EC private key has an unknown version.')
  }
  const secret = expectTag(scalar, TAG.octetString, 'EC private key').content
  const point = await publicPoint(curve, padLeft(secret, CURVES[curve].bytes))
  const given = rest.find((part) => part.tag === 0xa1)?.children[0]
  if (given) {
    const bits = readBitString(given, 'EC public key')
    if (bits[0] === 4 && !sameBytes(bits, point)) {
      throw malformed('The public half of the EC key does not belong to its private half.')
    }
  }
  return { key: { kind: 'EC', curve }, spki: ecSpki(curve, point) }
}

function readCurve(parameters: Asn1 | undefined): NamedCurve {
  const curve = parameters?.tag === TAG.oid ? curveByOid(readOid(parameters, 'curve')) : null
  if (!curve) {
    throw new X509Error('unsupported-key', `The EC key is on an unknown curve. ${UNSUPPORTED}`)
  }
  return curve
}

async function publicPoint(curve: NamedCurve, scalar: Uint8Array): Promise<Uint8Array> {
  if (curve === 'P-256K') {
    const point = secp256k1PublicPoint(scalar)
    if (!point) throw malformed('The EC private key is out of range for its curve.')
    return point
  }
  // Without its public point, so that WebCrypto works it out instead of taking the file's word.
  const pkcs8 = ecPkcs8(curve, scalar)
  try {
    const algorithm = { name: 'ECDSA', namedCurve: curve }
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign'])
    const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', key)
    return new Uint8Array([4, ...fromBase64(x), ...fromBase64(y)])
  } catch (cause) {
    throw malformed('The EC private key is out of range for its curve.', { cause })
  }
}

function ecPkcs8(curve: NamedCurve, scalar: Uint8Array): Der {
  const algorithm = sequence(oid(OID.ecPublicKey), oid(CURVES[curve].oid))
  const key = sequence(integer(1), octetString(scalar))
  return sequence(integer(0), algorithm, octetString(key))
}

/**
 * PKCS#8 DER from a PEM block: `PRIVATE KEY`, `RSA PRIVATE KEY` (PKCS#1) or `EC PRIVATE KEY` (SEC 1). Throws
 * `X509Error` `encrypted-private-key` when it is under a password, `unsupported-key` for another label.
 */
export function pkcs8FromPem(block: PemBlock): Uint8Array {
  if (block.encrypted) {
    throw new X509Error(
      'encrypted-private-key',
      'The private key in the PEM file is under a password. Remove it, or use a PFX file.',
    )
  }
  if (block.label === 'PRIVATE KEY') return block.der
  if (block.label === 'RSA PRIVATE KEY') {
    const algorithm = sequence(oid(OID.rsaEncryption), nullValue())
    return sequence(integer(0), algorithm, octetString(block.der))
  }
  if (block.label === 'EC PRIVATE KEY') {
    const [, , ...rest] = sequenceOf(readAsn1(block.der), 'EC private key', 2)
    const parameters = rest.find((part) => part.tag === 0xa0)?.children[0]
    const curve = readCurve(parameters)
    const algorithm = sequence(oid(OID.ecPublicKey), oid(CURVES[curve].oid))
    return sequence(integer(0), algorithm, octetString(withoutParameters(block.der)))
  }
  throw new X509Error('unsupported-key', `A PEM block ${block.label} is not a supported key.`)
}

/** The curve stands in the PKCS#8 algorithm; a second copy inside is what some readers refuse. */
function withoutParameters(sec1: Uint8Array): Der {
  const parts = sequenceOf(readAsn1(sec1), 'EC private key', 2)
  return sequence(...parts.filter((part) => part.tag !== 0xa0).map((part) => part.bytes))
}

/** Whether a PEM label is that of a private key, in whatever form. */
export function isPrivateKeyLabel(label: string): boolean {
  return label === 'PRIVATE KEY' || label.endsWith(' PRIVATE KEY')
}

function padLeft(bytes: Uint8Array, length: number): Uint8Array {
  let at = 0
  while (bytes.length - at > length && bytes[at] === 0) at++
  const trimmed = bytes.subarray(at)
  if (trimmed.length > length) throw malformed('The EC private key is too long for its curve.')
  const padded = new Uint8Array(length)
  padded.set(trimmed, length - trimmed.length)
  return padded
}

function toNumber(magnitude: Uint8Array): bigint {
  return BigInt(`0x0${toHex(magnitude)}`)
}
