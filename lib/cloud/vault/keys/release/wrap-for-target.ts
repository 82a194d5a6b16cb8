import {
  constants,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  publicEncrypt,
  randomBytes,
} from 'node:crypto'
import { forbidden, invalidProperty } from '../../errors.ts'
import { isObject, type JsonObject } from '../../json.ts'
import { aesWrap } from '../crypto/cipher.ts'

/** Hash of RSA-OAEP around the AES key, by the name of the method. */
const hashes: Readonly<Record<string, string>> = {
  CKM_RSA_AES_KEY_WRAP: 'sha1',
  RSA_AES_KEY_WRAP_256: 'sha256',
  RSA_AES_KEY_WRAP_384: 'sha384',
}

export const defaultWrapping = 'CKM_RSA_AES_KEY_WRAP'

/** Requires one of the three methods. */
export function checkWrapping(enc: string): void {
  if (!Object.hasOwn(hashes, enc)) throw invalidProperty()
}

/** The released key as `key_hsm` shows it: base64url of a transfer blob for the target's own key. */
export function wrapForTarget(
  claims: Readonly<Record<string, unknown>>,
  secret: Uint8Array,
  enc: string,
): string {
  const { kid, key } = targetKey(claims)
  const aes = randomBytes(32)
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  const sealed = publicEncrypt({ key, padding, oaepHash: hashes[enc] ?? 'sha1' }, aes)
  const wrapped = aesWrap('kwp', createSecretKey(aes), secret)
  const blob = {
    schema_version: '1.0',
    header: { kid, alg: 'dir', enc },
    ciphertext: Buffer.concat([sealed, wrapped]).toString('base64url'),
  }
  return Buffer.from(JSON.stringify(blob)).toString('base64url')
}

/** The encryption key that the target generated and the authority vouches for. Throws 403 without one. */
function targetKey(claims: Readonly<Record<string, unknown>>): { kid: string; key: KeyObject } {
  const tee = claims['x-ms-isolation-tee']
  const candidates = [...keysOf(claims), ...(isObject(tee) ? keysOf(tee) : [])]
  const jwk = candidates.find(isForEncryption)
  if (!jwk || typeof jwk.n !== 'string' || typeof jwk.e !== 'string') throw noKey()
  try {
    const key = createPublicKey({ key: { kty: 'RSA', n: jwk.n, e: jwk.e }, format: 'jwk' })
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0
    if (bits < 2048 || bits > 4096) throw noKey()
    return { kid: typeof jwk.kid === 'string' ? jwk.kid : '', key }
  } catch {
    throw noKey()
  }
}

function keysOf(claims: JsonObject): JsonObject[] {
  const runtime = claims['x-ms-runtime']
  const keys = isObject(runtime) ? runtime.keys : []
  return Array.isArray(keys) ? keys.filter(isObject) : []
}

function isForEncryption(jwk: JsonObject): boolean {
  const operations = Array.isArray(jwk.key_ops) ? jwk.key_ops : []
  const wanted = ['encrypt', 'wrapKey'].some((operation) => operations.includes(operation))
  return jwk.kty === 'RSA' && (wanted || jwk.use === 'enc' || jwk.key_use === 'enc')
}

function noKey(): Error {
  return forbidden('Target environment attestation statement has no key to encrypt to.')
}
