import { type KeyUsage, keyUsages } from './model.ts'

const granted: Readonly<Record<KeyUsage, readonly string[]>> = {
  digitalSignature: ['sign', 'verify'],
  nonRepudiation: ['sign', 'verify'],
  keyCertSign: ['sign', 'verify'],
  cRLSign: ['sign', 'verify'],
  keyEncipherment: ['wrapKey', 'unwrapKey'],
  dataEncipherment: ['encrypt', 'decrypt'],
  encipherOnly: ['encrypt', 'decrypt'],
  decipherOnly: ['decrypt'],
  keyAgreement: [],
}

const possible = {
  RSA: ['sign', 'verify', 'wrapKey', 'unwrapKey', 'encrypt', 'decrypt'],
  EC: ['sign', 'verify'],
} as const

/**
 * What the key behind a certificate may do, from the key usage.
 * A certificate without the extension restricts nothing.
 * @see https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#composition-of-a-certificate
 */
export function keyOperations(kty: 'RSA' | 'EC', usages: readonly KeyUsage[]): string[] {
  const uses = usages.length === 0 ? keyUsages : usages
  const wanted = new Set(uses.flatMap((usage) => granted[usage]))
  return possible[kty].filter((operation) => wanted.has(operation))
}
