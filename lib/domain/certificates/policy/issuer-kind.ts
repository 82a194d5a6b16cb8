/** Names of issuers that no vault has to know. */
export const reservedIssuers = { self: 'Self', unknown: 'Unknown' } as const

export type IssuerKind = 'self' | 'unknown' | 'integrated'

/**
 * Who signs: the vault itself, any CA by way of a CSR, or a CA that the vault orders from. The service
 * matches the two reserved names without case, and takes a policy without an issuer as `Unknown`. Empty
 * is the issuer of a form on which a CA is yet to be chosen.
 */
export function issuerKind(issuer: string | null): IssuerKind {
  const lower = issuer?.toLowerCase() ?? 'unknown'
  return lower === 'self' || lower === 'unknown' ? lower : 'integrated'
}

/** What an issuer that is `Unknown` to the vault is called, wherever an issuer is named. */
export const anyCa = 'Any CA, by CSR'
