import { groupsAround } from '../../login/membership.ts'
import type { Db } from '../../store/store.ts'
import type { ArmAnswer, PathParams, ProvenCall } from '../call.ts'
import { paginate } from '../paging.ts'
import { authorize } from '../steps/authorize.ts'
import {
  assignmentsAbove,
  assignmentsBelow,
  findAssignment,
  type RoleAssignment,
  scopeKey,
} from './assignments.ts'
import { assignmentNotFound } from './errors.ts'
import { readFilter } from './filter.ts'
import { requireScope, requireScopeSubscription, scopeOf, underScopes } from './scope.ts'
import { assignmentBody, assignmentType } from './wire.ts'

const read = `${assignmentType}/read`

/** @see https://learn.microsoft.com/rest/api/authorization/role-assignments/list-for-scope */
function list(call: ProvenCall, param: PathParams): ArmAnswer {
  requireScopeSubscription(call, param)
  const scope = scopeOf(call)
  authorize(call, read, scope)
  requireScope(call, param)
  const { store } = call.ctx
  const { matches, isReaching: isAbove } = readFilter(
    call,
    'atScope()',
    (part): ((assignment: RoleAssignment) => boolean) | null => {
      const principals = principalsOf(store, part)
      return principals && (({ principalId }) => principals.includes(principalId))
    },
  )
  const below = isAbove ? [] : assignmentsBelow(store, scope)
  const found = [...assignmentsAbove(store, scope), ...below]
  const { value, ...rest } = paginate(call, found.filter(matches), {
    markerOf: (assignment) => [scopeKey(assignment.scope), assignment.id],
    link: 'more',
  })
  const body = { value: value.map((one) => assignmentBody(one, call.apiVersion)), ...rest }
  return { status: 200, body }
}

function get(call: ProvenCall, param: PathParams): ArmAnswer {
  requireScopeSubscription(call, param)
  const scope = scopeOf(call)
  authorize(call, read, scope)
  requireScope(call, param)
  const assignment = findAssignment(call.ctx.store, param('assignment'))
  if (!assignment || scopeKey(assignment.scope) !== scopeKey(scope)) {
    throw assignmentNotFound(param('assignment'))
  }
  return { status: 200, body: assignmentBody(assignment, call.apiVersion) }
}

export const assignmentReads = [
  ...underScopes('roleassignments', { method: 'GET', name: read, handle: list }),
  ...underScopes('roleassignments/:assignment', { method: 'GET', name: read, handle: get }),
]

/** `principalId eq '…'` is the principal itself, `assignedTo('…')` that and the groups around it. */
function principalsOf(db: Db, part: string): string[] | null {
  const id = /^principalId eq '?([0-9a-f-]{36})'?$/i.exec(part)?.[1]?.toLowerCase()
  if (id !== undefined) return [id]
  const assignee = /^assignedTo\('([0-9a-f-]{36})'\)$/i.exec(part)?.[1]?.toLowerCase()
  return assignee === undefined ? null : [assignee, ...groupsAround(db, assignee)]
}
