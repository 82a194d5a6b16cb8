import { sha1 } from '@noble/hashes/legacy.js'
import {
  type Asn1,
  readAsn1,
  readBitString,
  readMagnitude,
  readOid,
  sequenceOf,
  TAG,
} from './der.ts'
import { bitString, type Der, nullValue, oid, sequence, unsignedInteger } from './encode.ts'
import { malformed, X509Error } from './errors.ts'
import { MAX_RSA_BITS } from './limits.ts'
import { CURVES, curveByOid, type NamedCurve, OID, OTHER_KEY_NAMES } from './oids.ts'

/** What kind of key it is; `size` in bits. */
export type KeyDescription =
  | { kind: 'RSA'; size: number }
  | { kind: 'EC'; curve: NamedCurve }
  | { kind: 'other'; name: string }

/** Describes the key of a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). */
export function describePublicKey(spki: Asn1): KeyDescription {
  const [algorithm, key] = sequenceOf(spki, 'public key', 2)
  const [type, parameters] = sequenceOf(algorithm, 'public key algorithm', 1)
  const typeOid = readOid(type, 'public key algorithm')
  const bits = readBitString(key, 'public key')
  if (typeOid === OID.rsaEncryption) {
    const [modulus] = sequenceOf(readAsn1(bits), 'RSA public key', 2)
    return { kind: 'RSA', size: modulusBits(readMagnitude(modulus, 'RSA modulus')) }
  }
  if (typeOid === OID.ecPublicKey) {
    if (parameters?.tag !== TAG.oid) return { kind: 'other', name: 'EC with explicit parameters' }
    const curveOid = readOid(parameters, 'curve')
    const curve = curveByOid(curveOid)
    if (!curve) return { kind: 'other', name: `EC on curve ${curveOid}` }
    if (bits[0] === 4 && bits.length !== 1 + 2 * CURVES[curve].bytes) {
      throw malformed(`The public key does not fit its curve ${curve}.`)
    }
    return { kind: 'EC', curve }
  }
  return { kind: 'other', name: OTHER_KEY_NAMES[typeOid] ?? typeOid }
}

/** Bits of an RSA modulus. Throws `too-large` above the limit, so that nobody computes with it. */
export function modulusBits(modulus: Uint8Array): number {
  const bits = (modulus.length - 1) * 8 + (32 - Math.clz32(modulus[0] ?? 0))
  if (bits > MAX_RSA_BITS) {
    throw new X509Error('too-large', `The RSA key is larger than ${MAX_RSA_BITS} bits.`)
  }
  return bits
}

/** SubjectPublicKeyInfo of an RSA key (RFC 3279 section 2.3.1). */
export function rsaSpki(modulus: Uint8Array, exponent: Uint8Array): Der {
  return sequence(
    sequence(oid(OID.rsaEncryption), nullValue()),
    bitString(sequence(unsignedInteger(modulus), unsignedInteger(exponent))),
  )
}

/** SubjectPublicKeyInfo of a point on a named curve, the point uncompressed (RFC 5480 section 2). */
export function ecSpki(curve: NamedCurve, point: Uint8Array): Der {
  return sequence(sequence(oid(OID.ecPublicKey), oid(CURVES[curve].oid)), bitString(point))
}

/** SHA-1 of the public key's bits: the usual key identifier (RFC 5280 section 4.2.1.2, method 1). */
export function keyIdentifier(spki: Uint8Array): Uint8Array {
  const [, key] = sequenceOf(readAsn1(spki), 'public key', 2)
  return sha1(readBitString(key, 'public key'))
}
