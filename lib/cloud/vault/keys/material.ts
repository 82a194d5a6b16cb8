import { randomBytes } from 'node:crypto'
import { generateKey, publicJwk } from '../issue/key-pair.ts'
import { isHsm, type KeySpec } from './key-type.ts'

/** A key as it is kept. */
export interface KeyMaterial {
  /** Public members of the JWK as JSON. */
  publicJwk: string
  /** Bits of a symmetric key; null for others. */
  keySize: number | null
  /** PKCS#8, or the bytes of a symmetric key. Secret. */
  secret: Uint8Array
}

/** Makes a key, off the main thread where that takes time. */
export async function makeMaterial(spec: KeySpec): Promise<KeyMaterial> {
  if (spec.kty === 'oct-HSM') return octMaterial(randomBytes(spec.key_size / 8))
  const pair = await generateKey(spec)
  return { publicJwk: publicJwk(pair.spki, isHsm(spec.kty)), keySize: null, secret: pair.pkcs8 }
}

/** A symmetric key of these bytes. Nothing of it is public but its type. */
export function octMaterial(secret: Uint8Array): KeyMaterial {
  return { publicJwk: '{"kty":"oct-HSM"}', keySize: secret.length * 8, secret }
}
