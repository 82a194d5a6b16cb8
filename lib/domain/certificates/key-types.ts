/**
 * Keys a certificate can be created with. Sizes and curves:
 * https://learn.microsoft.com/azure/key-vault/keys/about-keys#key-types-and-protection-methods and
 * https://learn.microsoft.com/rest/api/keyvault/certificates/create-certificate/create-certificate#jsonwebkeytype
 */
export const rsaSizes = [2048, 3072, 4096] as const
export const curves = ['P-256', 'P-384', 'P-521', 'P-256K'] as const
/** `-HSM`: made in a hardware module and never outside of it; vaults of the Premium tier only. */
export const keyTypes = ['RSA', 'EC', 'RSA-HSM', 'EC-HSM'] as const

export type RsaSize = (typeof rsaSizes)[number]
export type Curve = (typeof curves)[number]
export type KeyType = (typeof keyTypes)[number]

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
  {
    id: 'ec-p256k',
    label: 'EC P-256K',
    note: 'For blockchains. No browser and no public CA takes it.',
    kty: 'EC',
    size: null,
    curve: 'P-256K',
  },
] as const satisfies readonly KeyChoice[]

export type KeyChoiceId = (typeof keyChoices)[number]['id']
export const keyChoiceIds = keyChoices.map((choice) => choice.id)

/** The choice with this id, or null. */
export function findKeyChoice(id: string): KeyChoice | null {
  return keyChoices.find((choice) => choice.id === id) ?? null
}

/** What of a key a policy decides. */
export interface PolicyKey {
  readonly kty: KeyType
  readonly size: number | null
  readonly curve: string | null
}

interface StoredKey {
  readonly kty: string | null
  readonly size: number | null
  readonly curve: string | null
}

/** True for a key that is made in a hardware module. */
export function isHsm(kty: string | null): boolean {
  return kty?.endsWith('-HSM') ?? false
}

/** The key of a choice, in software or in a hardware module. */
export function keyOf(choice: KeyChoice, hsm: boolean): PolicyKey {
  const { kty, size, curve } = choice
  return { kty: hsm ? `${kty}-HSM` : kty, size, curve }
}

/** The choice that a key stands for, in software or not; null when it is none of ours. */
export function keyChoiceOf(key: StoredKey): (typeof keyChoices)[number] | null {
  const kty = key.kty?.replace(/-HSM$/, '')
  return (
    keyChoices.find(
      (choice) =>
        choice.kty === kty &&
        (choice.kty === 'RSA' ? choice.size === key.size : choice.curve === key.curve),
    ) ?? null
  )
}

/** The key a stored policy asks for; RSA 2048, the service's default, where it says nothing that can be made. */
export function keyFromPolicy(policy: StoredKey): PolicyKey {
  return keyOf(keyChoiceOf(policy) ?? keyChoices[0], isHsm(policy.kty))
}

/** What is wrong with a key, in the user's words; null when it is fine. */
export function keyProblem(key: PolicyKey): string | null {
  return keyChoiceOf(key) === null ? 'Choose a size or curve that Key Vault makes.' : null
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
