import type { Apply, PathParams, ProvenCall } from '../call.ts'
import { ArmError } from '../errors.ts'
import { authorize } from '../steps/authorize.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { findBuiltInRole } from './built-in-roles.ts'
import { readCustomRole } from './definition-input.ts'
import { guidOf, roleNotFound } from './errors.ts'
import { deleteCustomRole, findRole, findRoleByName, isAssigned, putCustomRole } from './roles.ts'
import { requireScope, requireScopeSubscription, scopeOf, underScopes } from './scope.ts'
import { definitionBody, definitionType } from './wire.ts'

/** @see https://learn.microsoft.com/rest/api/authorization/role-definitions/create-or-update */
function put(call: ProvenCall, param: PathParams): Apply {
  const { scope, id } = admit(call, param, 'write')
  const role = readCustomRole(call, id)
  for (const place of role.assignableScopes) {
    const [, , subscription = ''] = place.split('/')
    requireSubscription(call, subscription)
    // Whoever writes a role must be allowed to at each scope that it is for.
    authorize(call, `${definitionType}/write`, place)
  }
  const at = call.ctx.clock.now()
  return (db) => {
    const other = findRoleByName(db, role.name)
    if (other && other.id !== id) {
      throw new ArmError(
        409,
        'RoleDefinitionWithSameNameExists',
        `A custom role with the same name already exists in this directory. Use a different name. ` +
          `Name: '${role.name}'.`,
      )
    }
    putCustomRole(db, role, at, call.caller.claims.oid)
    const made = findRole(db, id)
    if (!made) throw roleNotFound(id)
    return { status: 201, body: definitionBody(made, scope) }
  }
}

/** @see https://learn.microsoft.com/rest/api/authorization/role-definitions/delete */
function remove(call: ProvenCall, param: PathParams): Apply {
  const { scope, id } = admit(call, param, 'delete')
  return (db) => {
    const role = findRole(db, id)
    if (!role) return { status: 204 }
    if (isAssigned(db, id)) {
      throw new ArmError(
        400,
        'RoleDefinitionHasAssignments',
        `There are existing role assignments referencing role (code: ${id}).`,
      )
    }
    deleteCustomRole(db, id)
    return { status: 200, body: definitionBody(role, scope) }
  }
}

export const definitionWrites = [
  ...underScopes('roledefinitions/:role', {
    method: 'PUT',
    name: `${definitionType}/write`,
    prepare: put,
  }),
  ...underScopes('roledefinitions/:role', {
    method: 'DELETE',
    name: `${definitionType}/delete`,
    prepare: remove,
  }),
]

/** Scope and id of the path, once the caller has the right; the service's own roles are its own. */
function admit(call: ProvenCall, param: PathParams, verb: 'write' | 'delete') {
  requireScopeSubscription(call, param)
  const scope = scopeOf(call)
  authorize(call, `${definitionType}/${verb}`, scope)
  requireScope(call, param)
  const id = guidOf(param('role'))
  if (id === null) {
    throw new ArmError(
      400,
      'InvalidRoleDefinitionId',
      `The role definition ID '${param('role')}' is not valid. The role definition ID must be a GUID.`,
    )
  }
  if (findBuiltInRole(id)) {
    throw new ArmError(
      403,
      'CannotModifyBuiltInRoleDefinition',
      `The role definition '${id}' is a built-in role and cannot be changed or deleted.`,
    )
  }
  return { scope, id }
}
