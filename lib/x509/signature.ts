import { invariant } from '#lib/base/invariant.ts'
import { type Der, explicit, integer, nullValue, oid, sequence, unsignedInteger } from './encode.ts'
import { OID } from './oids.ts'

/** Signature algorithms by their JOSE names (RFC 7518 section 3.1, RFC 8812), as Key Vault takes them. */
export type SignatureAlgorithm =
  | 'RS256'
  | 'RS384'
  | 'RS512'
  | 'PS256'
  | 'PS384'
  | 'PS512'
  | 'ES256'
  | 'ES384'
  | 'ES512'
  | 'ES256K'

const RSA_OIDS = {
  RS256: '1.2.840.113549.1.1.11',
  RS384: '1.2.840.113549.1.1.12',
  RS512: '1.2.840.113549.1.1.13',
} as const

/** RFC 5758 section 3.2; `half` is the length of r and of s in octets. */
const ECDSA = {
  ES256: { oid: '1.2.840.10045.4.3.2', half: 32 },
  ES384: { oid: '1.2.840.10045.4.3.3', half: 48 },
  ES512: { oid: '1.2.840.10045.4.3.4', half: 66 },
  ES256K: { oid: '1.2.840.10045.4.3.2', half: 32 },
} as const

/** RFC 4055 section 3.1: hash, and a salt as long as it. */
const PSS = {
  PS256: { hash: '2.16.840.1.101.3.4.2.1', salt: 32 },
  PS384: { hash: '2.16.840.1.101.3.4.2.2', salt: 48 },
  PS512: { hash: '2.16.840.1.101.3.4.2.3', salt: 64 },
} as const

const MGF1 = '1.2.840.113549.1.1.8'

/** AlgorithmIdentifier as DER. */
export function encodeSignatureAlgorithm(algorithm: SignatureAlgorithm): Der {
  switch (algorithm) {
    case 'RS256':
    case 'RS384':
    case 'RS512':
      return sequence(oid(RSA_OIDS[algorithm]), nullValue())
    case 'PS256':
    case 'PS384':
    case 'PS512': {
      const hash = sequence(oid(PSS[algorithm].hash), nullValue())
      const mask = explicit(1, sequence(oid(MGF1), hash))
      const salt = explicit(2, integer(PSS[algorithm].salt))
      return sequence(oid(OID.rsassaPss), sequence(explicit(0, hash), mask, salt))
    }
    default:
      // Without parameters, not even NULL.
      return sequence(oid(ECDSA[algorithm].oid))
  }
}

/** RSA signatures stay as they are; `r ‖ s` becomes ECDSA-Sig-Value (RFC 3279 section 2.2.3). */
export function encodeSignature(algorithm: SignatureAlgorithm, signature: Uint8Array): Uint8Array {
  switch (algorithm) {
    case 'ES256':
    case 'ES384':
    case 'ES512':
    case 'ES256K': {
      const { half } = ECDSA[algorithm]
      invariant(signature.length === 2 * half, `an ${algorithm} signature is r and s side by side`)
      return sequence(
        unsignedInteger(signature.subarray(0, half)),
        unsignedInteger(signature.subarray(half)),
      )
    }
    default:
      return signature
  }
}
