import { scopeCovers, scopeKey } from '../authorization/assignments.ts'
import type { ConditionSubject } from '../authorization/condition/attributes.ts'
import { allowedByRoles, grantsBelow } from '../authorization/evaluate.ts'
import type { AuthenticatedCall } from '../call.ts'
import { authorizationFailed } from '../errors.ts'

/** Throws the service's 403 unless a role of the caller allows the action at the scope. */
export function authorize(
  call: AuthenticatedCall,
  action: string,
  scope: string,
  attributes: Omit<ConditionSubject, 'action'> = {},
): void {
  if (!allows(call, action, scope, attributes)) throw refusal(call, action, scope)
}

/**
 * What of a list the caller may see: all of it with the action at the scope, otherwise the items
 * at which a role further down allows it. Throws the 403 when there is no such role at all.
 */
export function authorizeList<T extends { id: string }>(
  call: AuthenticatedCall,
  action: string,
  scope: string,
  items: readonly T[],
): readonly T[] {
  if (allows(call, action, scope)) return items
  const { principalIds } = call.caller
  const grants = grantsBelow(call.ctx.store, { principalIds, scope, action, kind: 'action' })
  if (grants.length === 0) throw refusal(call, action, scope)
  return items.filter((item) => grants.some((grant) => scopeCovers(grant, scopeKey(item.id))))
}

/** Whether a role of the caller allows the action at the scope. */
export function allows(
  call: AuthenticatedCall,
  action: string,
  scope: string,
  attributes: Omit<ConditionSubject, 'action'> = {},
): boolean {
  const { principalIds } = call.caller
  const question = { principalIds, scope, action, kind: 'action', attributes } as const
  return allowedByRoles(call.ctx.store, question).allowed
}

function refusal(call: AuthenticatedCall, action: string, scope: string): Error {
  return authorizationFailed(call.caller.client, call.caller.claims.oid, action, scope)
}
