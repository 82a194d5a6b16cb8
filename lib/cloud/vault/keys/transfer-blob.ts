import { createPrivateKey, createSecretKey } from 'node:crypto'
import { invariant } from '#lib/base/invariant.ts'
import type { VaultCall } from '../call.ts'
import { badParameter, disabled, forbidden } from '../errors.ts'
import { checkVersion } from '../identifiers.ts'
import { isObject, type JsonObject, optionalObject, optionalString } from '../json.ts'
import { aesUnwrap, rsaDecrypt } from './crypto/cipher.ts'
import { type OpenedKey, openKey } from './crypto/opened-keys.ts'
import type { KeyType } from './key-type.ts'
import { requireKey } from './name-state.ts'
import { readBase64Url } from './wire-bytes.ts'

/**
 * Opens a key transfer blob, which carries a key from a customer's own HSM: an AES key under RSA-OAEP
 * with SHA-1, then the key under AES key wrap with padding (RFC 5649), as PKCS#8 or, of a symmetric
 * key, as it is. The key-exchange key is of the same vault and of no other use.
 *
 * @param blob the decoded member `key_hsm`
 * @returns the private members of the key as a JWK
 * @see https://learn.microsoft.com/azure/key-vault/keys/byok-specification#key-transfer-blob
 * @throws VaultError 400, or 404 and 403 as any use of the key-exchange key
 */
export async function openTransferBlob(
  call: VaultCall,
  blob: Uint8Array,
  kty: KeyType,
): Promise<JsonObject> {
  const { kid, ciphertext } = readBlob(blob)
  const exchangeKey = findExchangeKey(call, kid)
  invariant(exchangeKey.family === 'RSA', 'a key-exchange key is RSA')
  const { privateKey, bits } = exchangeKey
  const scheme = { family: 'RSA', padding: 'oaep-sha1' } as const
  const wrapping = await rsaDecrypt(scheme, privateKey, ciphertext.subarray(0, bits / 8))
  if (![16, 24, 32].includes(wrapping.length)) throw unreadable('its wrapping key is not of AES')
  const plain = aesUnwrap('kwp', createSecretKey(wrapping), ciphertext.subarray(bits / 8))
  return kty === 'oct-HSM' ? { k: plain.toString('base64url') } : fromPkcs8(plain, kty)
}

function readBlob(blob: Uint8Array): { kid: string; ciphertext: Buffer } {
  let document: unknown
  try {
    document = JSON.parse(Buffer.from(blob).toString('utf8'))
  } catch {
    throw unreadable('it is not JSON')
  }
  if (!isObject(document)) throw unreadable('it is not JSON')
  const header = optionalObject(document, 'header') ?? {}
  const kid = optionalString(header, 'kid')
  const ciphertext = readBase64Url(optionalString(document, 'ciphertext') ?? '')
  if (optionalString(document, 'schema_version') !== '1.0.0') throw unreadable('schema_version')
  if (optionalString(header, 'alg') !== 'dir') throw unreadable('alg')
  if (optionalString(header, 'enc') !== 'CKM_RSA_AES_KEY_WRAP') throw unreadable('enc')
  if (kid === undefined) throw unreadable('kid')
  if (!ciphertext || ciphertext.length === 0) throw unreadable('ciphertext')
  return { kid, ciphertext }
}

function findExchangeKey(call: VaultCall, kid: string): OpenedKey {
  const prefix = `${call.base}/keys/`
  const [name = '', version = '', ...rest] = kid.toLowerCase().startsWith(prefix)
    ? kid.slice(prefix.length).split('/')
    : []
  if (name === '' || version === '' || rest.length > 0) {
    throw unreadable('its key-exchange key is not of this key vault')
  }
  const { store } = call.ctx
  return store.read((db) => {
    const { head, row } = requireKey(db, call.vault.key, name, checkVersion(version))
    if (!row.enabled) throw disabled('key', 'import')
    const operations: string[] = JSON.parse(row.operations)
    if (!operations.includes('import')) {
      throw forbidden('Operation import is not permitted on this key.', 'KeyOperationForbidden')
    }
    return openKey(store, db, head, row)
  })
}

/** Multi-prime, PSS-only and other keys have no JWK, and no place here. */
function fromPkcs8(plain: Buffer, kty: KeyType): JsonObject {
  try {
    const jwk = createPrivateKey({ key: plain, format: 'der', type: 'pkcs8' }).export({
      format: 'jwk',
    })
    if (jwk.kty !== undefined && kty.startsWith(jwk.kty)) return { ...jwk }
  } catch {
    // Falls through to the answer for every key that is not the one announced.
  }
  throw unreadable(`it has no key of type ${kty}`)
}

function unreadable(why: string): Error {
  return badParameter(`The key transfer blob cannot be read: ${why}.`)
}
