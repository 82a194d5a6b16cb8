import 'server-only'
import type { Brand } from '#lib/base/brand.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { type Role, roleWords } from './roles.ts'
import type { VerifiedToken } from './verify-token.ts'

export interface CallerFields {
  readonly sessionId: string
  /** Object id of the user in Entra. */
  readonly userId: string
  readonly tenantId: string
  readonly name: string
  readonly userPrincipalName: string
  readonly roles: readonly Role[]
}

/**
 * A signed-in user. Every read and write takes one, and only `mintCaller` makes one, so a call without a
 * session does not compile.
 */
export type Caller = Brand<CallerFields, 'Caller'>

// The token hangs on the Caller without being a member, so that no log or answer can contain it.
const tokens = new WeakMap<Caller, string>()

/** Called by the session gate alone, with a token that was verified when the session began. */
export function mintCaller(sessionId: string, token: VerifiedToken): Caller {
  const fields: CallerFields = Object.freeze({
    sessionId,
    userId: token.userId,
    tenantId: token.tenantId,
    name: token.name,
    userPrincipalName: token.userPrincipalName,
    roles: token.roles,
  })
  const caller = fields as Caller
  tokens.set(caller, token.raw)
  return caller
}

/** The user's own token, for the on-behalf-of exchange alone. */
export function assertionOf(caller: Caller): string {
  const token = tokens.get(caller)
  if (token === undefined)
    throw new Error('A Caller without a token was not minted by the session.')
  return token
}

export function hasRole(caller: Caller, ...roles: readonly Role[]): boolean {
  return roles.some((role) => caller.roles.includes(role))
}

/** The first line of every verb. Throws `FailureError` role-missing when the caller has none of the roles. */
export function authorize(caller: Caller, ...roles: readonly Role[]): void {
  if (!hasRole(caller, ...roles)) throw new FailureError(roleMissing(roles))
}

/** The refusal, in words that say who can help. */
export function roleMissing(roles: readonly Role[]): Failure {
  const names = roles.map((role) => `“${roleWords[role]}” (${role})`).join(' or ')
  return {
    code: 'role-missing',
    status: 403,
    title: 'Your account does not have the role for this',
    detail: `This needs the role ${names}.`,
    nextStep:
      'Ask an administrator of your Entra tenant to assign it: Enterprise applications, this console, Users and groups.',
  }
}
