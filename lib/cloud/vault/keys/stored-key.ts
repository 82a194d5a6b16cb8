import { invariant } from '#lib/base/invariant.ts'
import type { KeyVersionRow } from '../rows/keys.ts'
import { isCurve, isRsaSize, type KeySpec, type KeyType, readKeyType } from './key-type.ts'

/** The type of a stored version. */
export function typeOf(version: KeyVersionRow): KeyType {
  return readKeyType(JSON.parse(version.publicJwk))
}

/** What a stored version is, so that another like it can be made. */
export function specOf(version: KeyVersionRow): KeySpec {
  const jwk: Record<string, string> = JSON.parse(version.publicJwk)
  const kty = readKeyType(jwk)
  if (kty === 'oct-HSM') {
    const { keySize } = version
    invariant(keySize === 128 || keySize === 192 || keySize === 256, 'a symmetric key has a size')
    return { kty, key_size: keySize }
  }
  if (kty === 'EC' || kty === 'EC-HSM') {
    invariant(jwk.crv !== undefined && isCurve(jwk.crv), 'a stored curve is known')
    return { kty, crv: jwk.crv }
  }
  const key_size = Buffer.from(jwk.n ?? '', 'base64url').length * 8
  invariant(isRsaSize(key_size), 'a stored RSA key has one of three sizes')
  return { kty, key_size }
}

/** Members of the audit record about the key: never the key. */
export function auditOfKey(version: KeyVersionRow): Record<string, unknown> {
  const spec = specOf(version)
  return {
    keyProperties:
      'crv' in spec ? { type: spec.kty, curve: spec.crv } : { type: spec.kty, size: spec.key_size },
  }
}
