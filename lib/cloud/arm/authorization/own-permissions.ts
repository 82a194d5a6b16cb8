import type { ArmAnswer, PathParams, ProvenCall } from '../call.ts'
import { assignmentsOver } from './assignments.ts'
import { findRole } from './roles.ts'
import { requireScopeSubscription, scopeOf, underScopes } from './scope.ts'
import { permissionBody } from './wire.ts'

/**
 * What the caller's roles give at a scope. Everyone may ask this of themselves, so the answer tells
 * nothing of what is there: without any role the list is empty.
 * @see https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource
 */
function listPermissions(call: ProvenCall, param: PathParams): ArmAnswer {
  requireScopeSubscription(call, param)
  const { store } = call.ctx
  const roles = assignmentsOver(store, call.caller.principalIds, scopeOf(call)).flatMap(
    (assignment) => findRole(store, assignment.roleId) ?? [],
  )
  return { status: 200, body: { value: [...new Set(roles)].map(permissionBody) } }
}

export const ownPermissions = underScopes('permissions', {
  method: 'GET',
  name: 'Microsoft.Authorization/permissions/read',
  handle: listPermissions,
})
