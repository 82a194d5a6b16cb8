import { findPrincipal } from '../../login/directory.ts'
import type { Db } from '../../store/store.ts'
import { isObject } from '../../vault/json.ts'
import type { ProvenCall } from '../call.ts'
import { ArmError } from '../errors.ts'
import { isPrincipalType, type PrincipalType, scopeCovers, scopeKey } from './assignments.ts'
import type { AssignmentAttributes } from './condition/attributes.ts'
import { compileCondition } from './condition/compile.ts'
import { ConditionError } from './condition/tokens.ts'
import { badFormat, guidOf, roleNotFound } from './errors.ts'
import { findRole } from './roles.ts'

/** A role assignment as the body of a request asks for it. */
export interface AssignmentInput {
  roleId: string
  principalId: string
  principalType: PrincipalType
  description: string | null
  condition: string | null
}

/**
 * What the conditions of the caller's own roles look at, read before anything is checked; undefined
 * when the body has no such thing.
 */
export function requestedAttributes(call: ProvenCall): AssignmentAttributes | undefined {
  const properties = propertiesOf(call)
  const roleId = roleIdOf(properties?.roleDefinitionId)
  const principalId = textOf(properties?.principalId)
  if (roleId === null || principalId === null) return undefined
  const principalType = typeOfPrincipal(call.ctx.store, principalId) ?? 'Unknown'
  return { roleDefinitionId: roleId, principalId, principalType }
}

/**
 * Reads and checks the body; a principal must exist and be what the caller says it is.
 * @throws ArmError 400, 404 for a role that does not exist or may not be assigned at the scope
 */
export function readAssignment(call: ProvenCall, scope: string): AssignmentInput {
  call.body()
  const properties = propertiesOf(call)
  if (!properties) throw badFormat()
  const given = textOf(properties.roleDefinitionId)
  const principalId = guidOf(textOf(properties.principalId) ?? '')
  if (given === null || principalId === null) throw badFormat()
  const roleId = roleIdOf(given)
  if (roleId === null) {
    throw new ArmError(
      400,
      'InvalidRoleDefinitionId',
      `The role definition ID '${given}' is not valid.`,
    )
  }
  requireRoleAt(call.ctx.store, roleId, scope)
  return {
    roleId,
    principalId,
    principalType: readPrincipalType(call, principalId, properties.principalType),
    description: textOf(properties.description),
    condition: readCondition(properties.condition, properties.conditionVersion),
  }
}

function requireRoleAt(db: Db, roleId: string, scope: string): void {
  const role = findRole(db, roleId)
  const scopes = role?.custom?.assignableScopes ?? ['']
  if (!role || !scopes.some((one) => scopeCovers(scopeKey(one), scopeKey(scope)))) {
    throw roleNotFound(roleId)
  }
}

function readPrincipalType(call: ProvenCall, principalId: string, given: unknown): PrincipalType {
  if (given !== undefined && given !== null && !isPrincipalType(given)) {
    throw new ArmError(
      400,
      'InvalidPrincipalType',
      `The PrincipalType property '${given}' is not valid. It must be 'User', 'Group' or ` +
        "'ServicePrincipal'.",
    )
  }
  const type = typeOfPrincipal(call.ctx.store, principalId)
  if (type === null) {
    throw new ArmError(
      400,
      'PrincipalNotFound',
      `Principal ${principalId.replaceAll('-', '')} does not exist in the directory ` +
        `${call.ctx.tenant.id}. Check that you have the correct principal ID. If you are creating this ` +
        'principal and then immediately assigning a role, this error might be related to a replication ' +
        'delay. In this case, set the role assignment principalType property to a value, such as ' +
        'ServicePrincipal, User, or Group.  See https://aka.ms/docs-principaltype',
    )
  }
  if (isPrincipalType(given) && given !== type) {
    throw new ArmError(
      400,
      'UnmatchedPrincipalType',
      `The PrincipalId '${principalId.replaceAll('-', '')}' has type '${type}' , which is different ` +
        `from specified PrinciaplType '${given}'.`,
    )
  }
  return type
}

function readCondition(given: unknown, version: unknown): string | null {
  if (given === undefined || given === null || given === '') return null
  if (typeof given !== 'string' || version !== '2.0') {
    throw invalidCondition("A condition needs the conditionVersion '2.0'.")
  }
  try {
    compileCondition(given)
  } catch (error) {
    if (error instanceof ConditionError) throw invalidCondition(error.message)
    throw error
  }
  return given
}

function invalidCondition(why: string): ArmError {
  return new ArmError(
    400,
    'RoleAssignmentConditionNotValid',
    `The condition of the role assignment is not valid or not supported. ${why}`,
  )
}

function typeOfPrincipal(db: Db, principalId: string): PrincipalType | null {
  const kind = findPrincipal(db, principalId)?.kind
  if (kind === undefined) return null
  return kind === 'User' || kind === 'Group' ? kind : 'ServicePrincipal'
}

/** The GUID at the end of a role definition's id, or of itself. */
function roleIdOf(id: unknown): string | null {
  return typeof id === 'string' ? guidOf(id.split('/').at(-1) ?? '') : null
}

/** `properties` of the body, which older clients write in capitals; undefined when there are none. */
function propertiesOf(call: ProvenCall): Record<string, unknown> | undefined {
  let body: Record<string, unknown>
  try {
    body = call.body()
  } catch {
    return undefined
  }
  const properties = body.properties ?? body.Properties
  if (!isObject(properties)) return undefined
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [lowerFirst(name), value]),
  )
}

function lowerFirst(name: string): string {
  return `${name.slice(0, 1).toLowerCase()}${name.slice(1)}`
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
