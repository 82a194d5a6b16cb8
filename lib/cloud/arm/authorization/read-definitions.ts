import type { ArmAnswer, PathParams, ProvenCall } from '../call.ts'
import { authorize } from '../steps/authorize.ts'
import { scopeCovers, scopeKey } from './assignments.ts'
import { builtInRoles, type RoleDefinition } from './built-in-roles.ts'
import { invalidFilter, roleNotFound } from './errors.ts'
import { findRole, listCustomRoles } from './roles.ts'
import { requireScope, requireScopeSubscription, scopeOf, underScopes } from './scope.ts'
import { definitionBody, definitionType } from './wire.ts'

const read = `${definitionType}/read`

/** @see https://learn.microsoft.com/rest/api/authorization/role-definitions/list */
function list(call: ProvenCall, param: PathParams): ArmAnswer {
  const scope = admit(call, param)
  const { matches, isBelowToo } = readFilter(call)
  const roles = [...builtInRoles, ...listCustomRoles(call.ctx.store)]
    .filter((role) => isAt(role, scope, isBelowToo))
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

interface DefinitionFilter {
  matches(role: RoleDefinition): boolean
  isBelowToo: boolean
}

/** `roleName eq '…'`, `type eq 'BuiltInRole'`, `atScopeAndBelow()`, joined by `and`. @throws ArmError 400 */
function readFilter(call: ProvenCall): DefinitionFilter {
  const filter = call.url.searchParams.get('$filter')?.trim() ?? ''
  let isBelowToo = false
  const tests: ((role: RoleDefinition) => boolean)[] = []
  for (const part of filter === '' ? [] : filter.split(/\s+and\s+(?=\w+\s*(?:\(| eq ))/i)) {
    if (/^atScopeAndBelow\(\)$/i.test(part)) {
      isBelowToo = true
      continue
    }
    const [, member, quoted = ''] = /^(roleName|type) eq '((?:[^']|'')*)'$/i.exec(part) ?? []
    if (member === undefined) throw invalidFilter(filter)
    const wanted = quoted.replaceAll("''", "'").toLowerCase()
    tests.push(
      member.toLowerCase() === 'type'
        ? ({ custom }) => wanted === (custom ? 'customrole' : 'builtinrole')
        : ({ name }) => name.toLowerCase() === wanted,
    )
  }
  return { isBelowToo, matches: (role) => tests.every((test) => test(role)) }
}
