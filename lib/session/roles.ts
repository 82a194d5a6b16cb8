/** App roles of the console's registration in Entra, as the token's `roles` claim spells them. */
export const roles = ['SecurityOperations', 'Developer', 'Auditor'] as const

export type Role = (typeof roles)[number]

export const roleWords: Readonly<Record<Role, string>> = {
  SecurityOperations: 'Security operations',
  Developer: 'Developer',
  Auditor: 'Auditor',
}

/** The known ones among the claims; others belong to other versions of the console. */
export function readRoles(claim: unknown): Role[] {
  return Array.isArray(claim) ? roles.filter((role) => claim.includes(role)) : []
}

/** Who is signed in, as the browser may know it: `GET /api/session`. */
export interface SessionInfo {
  readonly name: string
  readonly userPrincipalName: string
  readonly roles: readonly Role[]
  /** When the user's token ends, ISO 8601: renew before. */
  readonly tokenExpiresAt: string
  /** When the session ends whatever happens, ISO 8601. */
  readonly expiresAt: string
}
