import { badParameter, invalidProperty } from '../../errors.ts'
import type { Curve } from '../../policy/model.ts'
import type { KeyFamily, KeySpec } from '../key-type.ts'
import { familyOf } from '../key-type.ts'

export type HashName = 'sha256' | 'sha384' | 'sha512'

export type SignatureScheme =
  | { family: 'RSA'; padding: 'pkcs1' | 'pss'; hash: HashName }
  /** PKCS #1 padding around whatever the caller sends. */
  | { family: 'RSA'; padding: 'none' }
  | { family: 'EC'; crv: Curve; hash: HashName }
  | { family: 'oct'; hash: HashName }

/** https://learn.microsoft.com/azure/key-vault/keys/about-keys-details#signverify */
const signatures: Readonly<Record<string, SignatureScheme>> = {
  RS256: { family: 'RSA', padding: 'pkcs1', hash: 'sha256' },
  RS384: { family: 'RSA', padding: 'pkcs1', hash: 'sha384' },
  RS512: { family: 'RSA', padding: 'pkcs1', hash: 'sha512' },
  PS256: { family: 'RSA', padding: 'pss', hash: 'sha256' },
  PS384: { family: 'RSA', padding: 'pss', hash: 'sha384' },
  PS512: { family: 'RSA', padding: 'pss', hash: 'sha512' },
  RSNULL: { family: 'RSA', padding: 'none' },
  ES256: { family: 'EC', crv: 'P-256', hash: 'sha256' },
  ES256K: { family: 'EC', crv: 'P-256K', hash: 'sha256' },
  ES384: { family: 'EC', crv: 'P-384', hash: 'sha384' },
  ES512: { family: 'EC', crv: 'P-521', hash: 'sha512' },
  HS256: { family: 'oct', hash: 'sha256' },
  HS384: { family: 'oct', hash: 'sha384' },
  HS512: { family: 'oct', hash: 'sha512' },
}

export type CipherScheme =
  | { family: 'RSA'; padding: 'pkcs1' | 'oaep-sha1' | 'oaep-sha256' }
  | { family: 'oct'; mode: 'gcm' | 'cbc' | 'cbcpad'; bits: number }

export type WrapScheme =
  | Extract<CipherScheme, { family: 'RSA' }>
  /** `bits` null: whatever size the key has. */
  | { family: 'oct'; mode: 'kw' | 'kwp'; bits: number | null }

const rsaCiphers = {
  RSA1_5: { family: 'RSA', padding: 'pkcs1' },
  'RSA-OAEP': { family: 'RSA', padding: 'oaep-sha1' },
  'RSA-OAEP-256': { family: 'RSA', padding: 'oaep-sha256' },
} as const

/** https://learn.microsoft.com/azure/key-vault/keys/about-keys-details#wrapkeyunwrapkey-encryptdecrypt */
const ciphers: Readonly<Record<string, CipherScheme>> = {
  ...rsaCiphers,
  ...aes('GCM', 'gcm'),
  ...aes('CBC', 'cbc'),
  ...aes('CBCPAD', 'cbcpad'),
}

const wraps: Readonly<Record<string, WrapScheme>> = {
  ...rsaCiphers,
  ...aes('KW', 'kw'),
  CKM_AES_KEY_WRAP: { family: 'oct', mode: 'kw', bits: null },
  CKM_AES_KEY_WRAP_PAD: { family: 'oct', mode: 'kwp', bits: null },
}

function aes<Mode extends string>(
  suffix: string,
  mode: Mode,
): Record<string, { family: 'oct'; mode: Mode; bits: number }> {
  return Object.fromEntries(
    [128, 192, 256].map((bits) => [`A${bits}${suffix}`, { family: 'oct', mode, bits }]),
  )
}

export function signatureScheme(alg: string): SignatureScheme {
  return known(signatures, alg)
}

export function cipherScheme(alg: string): CipherScheme {
  return known(ciphers, alg)
}

export function wrapScheme(alg: string): WrapScheme {
  return known(wraps, alg)
}

function known<Scheme>(table: Readonly<Record<string, Scheme>>, alg: string): Scheme {
  const scheme = Object.hasOwn(table, alg) ? table[alg] : undefined
  if (!scheme) throw invalidProperty()
  return scheme
}

const typesOf: Readonly<Record<KeyFamily, string>> = {
  RSA: "'RSA' or 'RSA-HSM'",
  EC: "'EC' or 'EC-HSM'",
  oct: "'oct-HSM'",
}

/**
 * Requires that the algorithm is one for this key. The sentence about curves is the service's
 * (azure-sdk-for-java issue 6262); those about types and sizes follow it.
 */
export function checkFit(
  scheme: SignatureScheme | CipherScheme | WrapScheme,
  key: { kid: string; spec: KeySpec },
  use: { alg: string; kind: 'signing' | 'encryption' },
): void {
  const { kid, spec } = key
  const start = `Key and ${use.kind} algorithm are incompatible. Key ${kid}`
  if (familyOf(spec.kty) !== scheme.family) {
    throw badParameter(
      `${start} is of type '${spec.kty}', and algorithm '${use.alg}' can only be used with a key of type ${typesOf[scheme.family]}.`,
    )
  }
  if ('crv' in scheme && 'crv' in spec && scheme.crv !== spec.crv) {
    throw badParameter(
      `${start} uses curve '${spec.crv}', and algorithm '${use.alg}' can only be used with curve '${scheme.crv}'.`,
    )
  }
  if (!('bits' in scheme) || scheme.bits === null || !('key_size' in spec)) return
  if (scheme.bits !== spec.key_size) {
    throw badParameter(
      `${start} has ${spec.key_size} bits, and algorithm '${use.alg}' can only be used with a key of ${scheme.bits} bits.`,
    )
  }
}
