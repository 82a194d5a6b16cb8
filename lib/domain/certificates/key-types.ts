/**
 * Keys a certificate can be created with. Sizes and curves:
 * https://learn.microsoft.com/azure/key-vault/keys/about-keys#key-types-and-protection-methods and
 * https://learn.microsoft.com/rest/api/keyvault/certificates/create-certificate/create-certificate#jsonwebkeytype
 */
export const rsaSizes = [2048, 3072, 4096] as const
export const curves = ['P-256', 'P-384', 'P-521'] as const

export type RsaSize = (typeof rsaSizes)[number]
export type Curve = (typeof curves)[number]

export interface KeyChoice {
  /** What forms and URLs carry. */
  readonly id: string
  readonly label: string
  /** What choosing it means, in one sentence. */
  readonly note: string
  readonly kty: 'RSA' | 'EC'
  readonly size: RsaSize | null
  readonly curve: Curve | null
}

/**
 * The choices, best default first within each kind. Signatures per 10 s:
 * https://learn.microsoft.com/azure/key-vault/general/service-limits; strength in bits and the year 2030:
 * https://csrc.nist.gov/pubs/sp/800/57/pt1/r5/final tables 2 and 4.
 */
export const keyChoices = [
  {
    id: 'rsa-2048',
    label: 'RSA 2048',
    note: 'Works everywhere. NIST accepts it until the end of 2030.',
    kty: 'RSA',
    size: 2048,
    curve: null,
  },
  {
    id: 'rsa-3072',
    label: 'RSA 3072',
    note: '128-bit security. The vault allows a quarter as many signatures in 10 s as with 2048.',
    kty: 'RSA',
    size: 3072,
    curve: null,
  },
  {
    id: 'rsa-4096',
    label: 'RSA 4096',
    note: 'Slowest to make and to use. Some appliances refuse it.',
    kty: 'RSA',
    size: 4096,
    curve: null,
  },
  {
    id: 'ec-p256',
    label: 'EC P-256',
    note: 'Small and fast, 128-bit security. Every current client reads it.',
    kty: 'EC',
    size: null,
    curve: 'P-256',
  },
  {
    id: 'ec-p384',
    label: 'EC P-384',
    note: '192-bit security, asked for by some government profiles.',
    kty: 'EC',
    size: null,
    curve: 'P-384',
  },
  {
    id: 'ec-p521',
    label: 'EC P-521',
    note: 'Chrome refuses it in TLS. For private use between services of your own.',
    kty: 'EC',
    size: null,
    curve: 'P-521',
  },
] as const satisfies readonly KeyChoice[]

export type KeyChoiceId = (typeof keyChoices)[number]['id']
export const keyChoiceIds = keyChoices.map((choice) => choice.id)

/** The choice with this id, or null. */
export function findKeyChoice(id: string): KeyChoice | null {
  return keyChoices.find((choice) => choice.id === id) ?? null
}

/** The choice that a stored policy stands for, or null when it is none of ours (HSM keys, P-256K). */
export function keyChoiceOf(policy: {
  readonly kty: string | null
  readonly size: number | null
  readonly curve: string | null
}): (typeof keyChoices)[number] | null {
  return (
    keyChoices.find(
      (choice) =>
        choice.kty === policy.kty &&
        (choice.kty === 'RSA' ? choice.size === policy.size : choice.curve === policy.curve),
    ) ?? null
  )
}

/** `RSA 2048`, `EC P-256`, `RSA-HSM 4096`; `unknown` when the vault says nothing. */
export function describeKey(key: {
  readonly kty: string | null
  readonly size: number | null
  readonly curve: string | null
}): string {
  if (key.kty === null) return 'unknown'
  const detail = key.kty.startsWith('EC') ? key.curve : key.size
  return detail === null ? key.kty : `${key.kty} ${detail}`
}
