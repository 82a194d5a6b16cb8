import type { ArmAnswer, PathParams, ProvenCall } from '../call.ts'
import { authorize } from '../steps/authorize.ts'
import { scopeCovers, scopeKey } from './assignments.ts'
import { builtInRoles, type RoleDefinition } from './built-in-roles.ts'
import { roleNotFound } from './errors.ts'
import { readFilter } from './filter.ts'
import { findRole, listCustomRoles } from './roles.ts'
import { requireScope, requireScopeSubscription, scopeOf, underScopes } from './scope.ts'
import { definitionBody, definitionType } from './wire.ts'

const read = `${definitionType}/read`

/** @see https://learn.microsoft.com/rest/api/authorization/role-definitions/list */
function list(call: ProvenCall, param: PathParams): ArmAnswer {
  const scope = admit(call, param)
  const { matches, isReaching } = readFilter(call, 'atScopeAndBelow()', testOf)
  const roles = [...builtInRoles, ...listCustomRoles(call.ctx.store)]
    .filter((role) => isAt(role, scope, isReaching))
    .filter(matches)
  return { status: 200, body: { value: roles.map((role) => definitionBody(role, scope)) } }
}

function get(call: ProvenCall, param: PathParams): ArmAnswer {
  const scope = admit(call, param)
  const role = findRole(call.ctx.store, param('role'))
  if (!role) throw roleNotFound(param('role'))
  return { status: 200, body: definitionBody(role, scope) }
}

/** At the tenant everyone reads the service's own roles; elsewhere a role must give the right. */
function admit(call: ProvenCall, param: PathParams): string {
  requireScopeSubscription(call, param)
  const scope = scopeOf(call)
  if (scope !== '/') authorize(call, read, scope)
  requireScope(call, param)
  return scope
}

export const definitionReads = [
  ...underScopes('roledefinitions', { method: 'GET', name: read, handle: list }),
  ...underScopes('roledefinitions/:role', { method: 'GET', name: read, handle: get }),
]

/** Whether the role may be assigned at the scope, or, if wanted, somewhere below it. */
function isAt({ custom }: RoleDefinition, scope: string, isBelowToo: boolean): boolean {
  if (!custom) return true
  const here = scopeKey(scope)
  return custom.assignableScopes
    .map(scopeKey)
    .some((one) => scopeCovers(one, here) || (isBelowToo && scopeCovers(here, one)))
}

/** `roleName eq '…'` and `type eq 'BuiltInRole'`. */
function testOf(part: string): ((role: RoleDefinition) => boolean) | null {
  const [, member, quoted = ''] = /^(roleName|type) eq '((?:[^']|'')*)'$/i.exec(part) ?? []
  if (member === undefined) return null
  const wanted = quoted.replaceAll("''", "'").toLowerCase()
  return member.toLowerCase() === 'type'
    ? ({ custom }) => wanted === (custom ? 'customrole' : 'builtinrole')
    : ({ name }) => name.toLowerCase() === wanted
}
