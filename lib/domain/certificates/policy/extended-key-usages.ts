import type { ValidityUse } from '../validity.ts'

/** Purposes that a certificate may name, RFC 5280 section 4.2.1.12, and what vaults hold besides. */
export const purposes = [
  { oid: '1.3.6.1.5.5.7.3.1', label: 'TLS server' },
  { oid: '1.3.6.1.5.5.7.3.2', label: 'TLS client' },
  { oid: '1.3.6.1.5.5.7.3.3', label: 'Code signing' },
  { oid: '1.3.6.1.5.5.7.3.4', label: 'E-mail' },
  { oid: '1.3.6.1.5.5.7.3.8', label: 'Time stamping' },
  { oid: '1.3.6.1.5.5.7.3.9', label: 'OCSP signing' },
  // https://learn.microsoft.com/windows-server/identity/ad-cs/server-certificate-overview
  { oid: '1.3.6.1.4.1.311.20.2.2', label: 'Smart card sign-in' },
  { oid: '1.3.6.1.4.1.311.10.3.4', label: 'File encryption' },
  { oid: '1.3.6.1.4.1.311.10.3.12', label: 'Document signing' },
  // RFC 9336 section 3.1.
  { oid: '1.3.6.1.5.5.7.3.36', label: 'Document signing (RFC 9336)' },
  // RFC 4556 section 3.2.4 and RFC 3852: domain controllers.
  { oid: '1.3.6.1.5.2.3.5', label: 'Kerberos (KDC)' },
  // RFC 4945 section 5.1.3.12.
  { oid: '1.3.6.1.5.5.7.3.17', label: 'IPsec (IKE)' },
  { oid: '2.5.29.37.0', label: 'Any purpose' },
] as const

export const serverAuth = '1.3.6.1.5.5.7.3.1'
export const clientAuth = '1.3.6.1.5.5.7.3.2'
export const codeSigning = '1.3.6.1.5.5.7.3.3'

/** Key Vault takes no more than the X.509 of a certificate carries; the bound is ours, far above any use. */
export const purposesMax = 50

/** Whose rules on validity hold; a certificate without purposes may be a server's. */
export function validityUse(oids: readonly string[]): ValidityUse {
  if (oids.length === 0 || oids.includes(serverAuth)) return 'server'
  return oids.includes(codeSigning) ? 'code' : 'other'
}

/** `TLS server`; a purpose without a name stays an identifier. */
export function purposeWord(oid: string): string {
  return purposes.find((purpose) => purpose.oid === oid)?.label ?? oid
}

/**
 * What is wrong with an object identifier, in the user's words; null when it is fine. X.660: first arc 0
 * to 2, the second at most 39 below 0 and 1, no leading zeros.
 */
export function oidProblem(text: string): string | null {
  if (text === '') return 'Type an object identifier, such as 1.3.6.1.5.5.7.3.1.'
  if (!/^[\d.]+$/.test(text)) return 'An object identifier has digits and dots only.'
  const arcs = text.split('.')
  if (arcs.length < 3) return 'An object identifier has at least three numbers.'
  if (arcs.length > 32 || text.length > 200) return 'This object identifier is too long.'
  if (arcs.some((arc) => !/^(0|[1-9]\d*)$/.test(arc))) {
    return 'Between two dots stands a number without leading zeros.'
  }
  const [first = '', second = ''] = arcs
  if (Number(first) > 2) return 'The first number is 0, 1 or 2.'
  if (Number(first) < 2 && Number(second) > 39) return 'The second number is at most 39 here.'
  return null
}
