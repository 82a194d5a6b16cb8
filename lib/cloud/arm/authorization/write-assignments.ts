import type { Apply, ArmAnswer, PathParams, ProvenCall } from '../call.ts'
import { ArmError } from '../errors.ts'
import { authorize } from '../steps/authorize.ts'
import { readAssignment, requestedAttributes } from './assignment-input.ts'
import {
  deleteAssignment,
  findAssignment,
  hasAssignment,
  insertRoleAssignment,
  type RoleAssignment,
  scopeKey,
  updateAssignment,
} from './assignments.ts'
import type { AssignmentAttributes } from './condition/attributes.ts'
import { guidOf } from './errors.ts'
import { requireScope, requireScopeSubscription, scopeOf, underScopes } from './scope.ts'
import { assignmentBody, assignmentType } from './wire.ts'

/** @see https://learn.microsoft.com/rest/api/authorization/role-assignments/create */
function put(call: ProvenCall, param: PathParams): Apply {
  requireScopeSubscription(call, param)
  const scope = scopeOf(call)
  const before = findAssignment(call.ctx.store, param('assignment'))
  const request = requestedAttributes(call)
  authorize(call, `${assignmentType}/write`, scope, {
    ...(request ? { request } : {}),
    ...(before ? { resource: attributesOf(before) } : {}),
  })
  requireScope(call, param)
  const id = guidOf(param('assignment'))
  if (id === null) {
    throw new ArmError(
      400,
      'InvalidRoleAssignmentId',
      `The role assignment ID '${param('assignment')}' is not valid. The role assignment ID must be a GUID.`,
    )
  }
  const input = readAssignment(call, scope)
  const at = call.ctx.clock.now()
  const by = call.caller.claims.oid
  return (db) => {
    const known = findAssignment(db, id)
    if (known) {
      requireSame(known, input, scope)
      const { description, condition } = input
      updateAssignment(db, id, { description, condition, updatedAt: at, updatedBy: by })
    } else {
      if (hasAssignment(db, input.principalId, input.roleId, scope)) {
        throw new ArmError(409, 'RoleAssignmentExists', 'The role assignment already exists.')
      }
      insertRoleAssignment(db, { id, scope, ...input, createdAt: at, createdBy: by })
    }
    return answer(call, known ? 200 : 201, findAssignment(db, id))
  }
}

/** Only what is said of an assignment may change, not what it is. */
function requireSame(
  known: RoleAssignment,
  input: Pick<RoleAssignment, 'principalId' | 'roleId'>,
  scope: string,
): void {
  const isSame =
    known.principalId === input.principalId &&
    known.roleId === input.roleId &&
    scopeKey(known.scope) === scopeKey(scope)
  if (isSame) return
  throw new ArmError(
    400,
    'RoleAssignmentUpdateNotPermitted',
    'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.',
  )
}

/** @see https://learn.microsoft.com/rest/api/authorization/role-assignments/delete */
function remove(call: ProvenCall, param: PathParams): Apply {
  requireScopeSubscription(call, param)
  const scope = scopeOf(call)
  const found = findAssignment(call.ctx.store, param('assignment'))
  const here = found && scopeKey(found.scope) === scopeKey(scope) ? found : null
  authorize(call, `${assignmentType}/delete`, scope, here ? { resource: attributesOf(here) } : {})
  requireScope(call, param)
  if (!here) return () => ({ status: 204 })
  return (db) => {
    const known = findAssignment(db, here.id)
    if (known) deleteAssignment(db, known.id)
    return answer(call, 200, known)
  }
}

export const assignmentWrites = [
  ...underScopes('roleassignments/:assignment', {
    method: 'PUT',
    name: `${assignmentType}/write`,
    prepare: put,
  }),
  ...underScopes('roleassignments/:assignment', {
    method: 'DELETE',
    name: `${assignmentType}/delete`,
    prepare: remove,
  }),
]

function answer(call: ProvenCall, status: 200 | 201, assignment: RoleAssignment | null): ArmAnswer {
  if (!assignment) return { status: 204 }
  return { status, body: assignmentBody(assignment, call.apiVersion) }
}

function attributesOf(assignment: RoleAssignment): AssignmentAttributes {
  const { roleId, principalId, principalType } = assignment
  return { roleDefinitionId: roleId, principalId, principalType }
}
