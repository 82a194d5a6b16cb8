import { groupsAround } from '../../login/membership.ts'
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
import { assignmentNotFound, invalidFilter } from './errors.ts'
import { requireScope, requireScopeSubscription, scopeOf, underScopes } from './scope.ts'
import { assignmentBody, assignmentType } from './wire.ts'

const read = `${assignmentType}/read`

/** @see https://learn.microsoft.com/rest/api/authorization/role-assignments/list-for-scope */
function list(call: ProvenCall, param: PathParams): ArmAnswer {
  requireScopeSubscription(call, param)
  const scope = scopeOf(call)
  authorize(call, read, scope)
  requireScope(call, param)
  const { matches, isAbove } = readFilter(call)
  const { store } = call.ctx
  const found = [
    ...assignmentsAbove(store, scope),
    ...(isAbove ? [] : assignmentsBelow(store, scope)),
  ]
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

interface AssignmentFilter {
  matches(assignment: RoleAssignment): boolean
  /** `atScope()`: nothing from below. */
  isAbove: boolean
}

/**
 * `atScope()`, `principalId eq '…'` (the principal itself) and `assignedTo('…')` (through groups too),
 * joined by `and`. @throws ArmError 400
 */
function readFilter(call: ProvenCall): AssignmentFilter {
  const filter = call.url.searchParams.get('$filter')?.trim() ?? ''
  let isAbove = false
  const tests: ((assignment: RoleAssignment) => boolean)[] = []
  for (const part of filter === '' ? [] : filter.split(/\s+and\s+/i)) {
    if (/^atScope\(\)$/i.test(part)) {
      isAbove = true
      continue
    }
    const principals = principalsOf(call, part)
    if (!principals) throw invalidFilter(filter)
    tests.push(({ principalId }) => principals.includes(principalId))
  }
  return { isAbove, matches: (assignment) => tests.every((test) => test(assignment)) }
}

function principalsOf(call: ProvenCall, part: string): string[] | null {
  const id = /^principalId eq '?([0-9a-f-]{36})'?$/i.exec(part)?.[1]?.toLowerCase()
  if (id !== undefined) return [id]
  const assignee = /^assignedTo\('([0-9a-f-]{36})'\)$/i.exec(part)?.[1]?.toLowerCase()
  return assignee === undefined ? null : [assignee, ...groupsAround(call.ctx.store, assignee)]
}
