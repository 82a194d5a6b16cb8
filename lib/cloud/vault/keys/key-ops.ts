import { invalidProperty } from '../errors.ts'
import { type JsonObject, optionalStrings } from '../json.ts'
import { familyOf, type KeyFamily, type KeyType } from './key-type.ts'

const cipher = ['encrypt', 'decrypt'] as const
const signature = ['sign', 'verify'] as const
const wrapping = ['wrapKey', 'unwrapKey'] as const

/** In the order of the service's answers. */
const defaults: Readonly<Record<KeyFamily, readonly string[]>> = {
  RSA: [...cipher, ...signature, ...wrapping],
  EC: signature,
  oct: [...cipher, ...wrapping],
}

const possible: Readonly<Record<KeyFamily, readonly string[]>> = {
  RSA: defaults.RSA,
  EC: signature,
  // HMAC besides the cipher modes.
  oct: [...cipher, ...signature, ...wrapping],
}

/**
 * Reads `key_ops` over the defaults of the type. `import` marks a key-exchange key: it stands alone,
 * on RSA-HSM. `export` goes with a key that may be released.
 *
 * @see https://learn.microsoft.com/azure/key-vault/keys/byok-specification#generate-kek
 * @throws VaultError the schema error
 */
export function readKeyOps(body: JsonObject, kty: KeyType, exportable: boolean): readonly string[] {
  const given = optionalStrings(body, 'key_ops')
  return given === undefined ? defaults[familyOf(kty)] : checkKeyOps(given, kty, exportable)
}

/** Checks operations that a caller gives to a key. */
export function checkKeyOps(
  given: readonly string[],
  kty: KeyType,
  exportable: boolean,
): readonly string[] {
  const operations = [...new Set(given)]
  if (operations.includes('import')) {
    if (operations.length > 1 || kty !== 'RSA-HSM') throw invalidProperty()
    return operations
  }
  const allowed = [...possible[familyOf(kty)], ...(exportable ? ['export'] : [])]
  if (!operations.every((operation) => allowed.includes(operation))) throw invalidProperty()
  return operations
}
