/**
 * What the key of a certificate is for: RFC 5280 section 4.2.1.3, in Key Vault's spelling and in the
 * order of the bits. https://learn.microsoft.com/rest/api/keyvault/certificates/create-certificate/create-certificate#keyusagetype
 */
export const keyUsages = [
  {
    id: 'digitalSignature',
    label: 'Digital signature',
    note: 'Signing in TLS handshakes, tokens, files.',
  },
  { id: 'nonRepudiation', label: 'Non-repudiation', note: 'Signatures that are to bind somebody.' },
  {
    id: 'keyEncipherment',
    label: 'Key encipherment',
    note: 'TLS 1.2 with RSA key exchange; wrapping keys.',
  },
  {
    id: 'dataEncipherment',
    label: 'Data encipherment',
    note: 'Encrypting data with the key itself; rare.',
  },
  {
    id: 'keyAgreement',
    label: 'Key agreement',
    note: 'Static ECDH. TLS with ephemeral keys needs none.',
  },
  { id: 'keyCertSign', label: 'Certificate signing', note: 'Authorities only.' },
  { id: 'cRLSign', label: 'CRL signing', note: 'Authorities only.' },
  { id: 'encipherOnly', label: 'Encipher only', note: 'Narrows key agreement.' },
  { id: 'decipherOnly', label: 'Decipher only', note: 'Narrows key agreement.' },
] as const

export type KeyUsage = (typeof keyUsages)[number]['id']

/**
 * EC keys neither encrypt keys nor data (RFC 8813 section 3); RSA keys agree on none (RFC 4055 section 1.2).
 */
const unfit: Readonly<Record<'RSA' | 'EC', readonly KeyUsage[]>> = {
  RSA: ['keyAgreement', 'encipherOnly', 'decipherOnly'],
  EC: ['keyEncipherment', 'dataEncipherment'],
}

/** True when a key of this type can do it; `RSA-HSM` counts as RSA. */
export function fitsKey(usage: string, kty: string): boolean {
  return !unfit[kty.startsWith('EC') ? 'EC' : 'RSA'].some((other) => other === usage)
}

export function isKeyUsage(text: string): text is KeyUsage {
  return keyUsages.some((usage) => usage.id === text)
}

/** `Digital signature, Key encipherment`; one that we do not know stays as it is. */
export function keyUsageWords(usages: readonly string[]): string {
  return usages.map((id) => keyUsages.find((usage) => usage.id === id)?.label ?? id).join(', ')
}

/** The usages after the type of key has changed: what it cannot do is gone, and what remains is not nothing. */
export function suggestedKeyUsage(usages: readonly string[], kty: string): readonly string[] {
  const kept = usages.filter((usage) => fitsKey(usage, kty))
  const lost = kept.length < usages.length
  return lost && kept.length === 0 ? ['digitalSignature'] : kept
}
