/** Names of issuers that no vault has to know. */
export const reservedIssuers = { self: 'Self', unknown: 'Unknown' } as const

export type IssuerKind = 'self' | 'unknown' | 'integrated'

/**
 * Who signs: the vault itself, any CA by way of a CSR, or a CA that the vault orders from. The service
 * matches the two reserved names without case, and takes a policy without an issuer as `Unknown`.
 */
export function issuerKind(issuer: string | null): IssuerKind {
  const lower = issuer?.toLowerCase() ?? ''
  if (lower === 'self') return 'self'
  return lower === 'unknown' || lower === '' ? 'unknown' : 'integrated'
}
