import type { VaultRecord } from '../../arm/vaults/vault-record.ts'
import { badParameter, invalidProperty } from '../errors.ts'
import { type JsonObject, optionalInteger, optionalString } from '../json.ts'
import type { Curve, RsaSize } from '../policy/model.ts'
import { curveBits } from '../policy/model.ts'

/** What a vault makes. `oct` alone exists in the API and in no vault. */
export type KeyType = 'RSA' | 'RSA-HSM' | 'EC' | 'EC-HSM' | 'oct-HSM'

/** What algorithms ask for; HSM or not makes no difference to them. */
export type KeyFamily = 'RSA' | 'EC' | 'oct'

export type OctSize = 128 | 192 | 256

/** What is needed to make another key like one. */
export type KeySpec =
  | { kty: 'RSA' | 'RSA-HSM'; key_size: RsaSize }
  | { kty: 'EC' | 'EC-HSM'; crv: Curve }
  | { kty: 'oct-HSM'; key_size: OctSize }

export function familyOf(kty: KeyType): KeyFamily {
  if (kty === 'oct-HSM') return 'oct'
  return kty.startsWith('RSA') ? 'RSA' : 'EC'
}

export function isHsm(kty: KeyType): boolean {
  return kty.endsWith('-HSM')
}

/** The member `kty`. Throws the schema error for a type that a vault does not make. */
export function readKeyType(body: JsonObject): KeyType {
  const kty = optionalString(body, 'kty')
  switch (kty) {
    case 'RSA':
    case 'RSA-HSM':
    case 'EC':
    case 'EC-HSM':
    case 'oct-HSM':
      return kty
    default:
      throw invalidProperty()
  }
}

/** HSM keys are for premium vaults. The text is the service's (azure-sdk-for-net issue 6551). */
export function checkTier(kty: KeyType, vault: VaultRecord): void {
  if (isHsm(kty) && vault.sku.name.toLowerCase() !== 'premium') {
    throw badParameter('Hardware key operation not allowed on standard vault')
  }
}

/**
 * Size or curve of a key to make, from a body of `create`.
 * @see https://learn.microsoft.com/azure/key-vault/keys/about-keys-details for the sizes and defaults
 */
export function readKeySpec(body: JsonObject): KeySpec {
  const kty = readKeyType(body)
  const size = optionalInteger(body, 'key_size')
  const crv = optionalString(body, 'crv')
  if (kty === 'EC' || kty === 'EC-HSM') return { kty, crv: readCurve(crv, size) }
  if (crv !== undefined) throw invalidProperty()
  if (kty === 'oct-HSM') {
    const key_size = size ?? 256
    if (key_size !== 128 && key_size !== 192 && key_size !== 256) throw invalidProperty()
    return { kty, key_size }
  }
  const key_size = size ?? 2048
  if (!isRsaSize(key_size)) throw invalidProperty()
  // A choice of the exponent is for HSM pools; the one that vaults use is no choice.
  if ((optionalInteger(body, 'public_exponent') ?? 65537) !== 65537) throw invalidProperty()
  return { kty, key_size }
}

export function isRsaSize(bits: number): bits is RsaSize {
  return bits === 2048 || bits === 3072 || bits === 4096
}

function readCurve(crv: string | undefined, size: number | undefined): Curve {
  const named = crv ?? (size === undefined ? 'P-256' : curveOfSize(size))
  if (!isCurve(named) || (size !== undefined && size !== curveBits[named])) throw invalidProperty()
  return named
}

/** 256 bits mean P-256, never P-256K. */
function curveOfSize(size: number): string {
  return `P-${size}`
}

export function isCurve(text: string): text is Curve {
  return Object.hasOwn(curveBits, text)
}
