import { isObject, type JsonObject } from '../../vault/json.ts'
import { optionalObject, optionalObjects, optionalText, optionalTexts } from '../body.ts'
import type { ProvenCall } from '../call.ts'
import { ArmError } from '../errors.ts'
import { badFormat } from './errors.ts'
import type { CustomRoleInput } from './roles.ts'

/** A scope that a custom role may name: a subscription or a group in it. */
const assignable = /^\/subscriptions\/[0-9a-f-]{36}(\/resourceGroups\/[^/]+)?$/i

/** `*`, or a namespace and segments in which `*` may stand, as role definitions write them. */
const actionForm = /^(\*|[\w.*-]+(\/[\w.*$-]+)+)$/

/** Most a role may have of each. @see https://learn.microsoft.com/azure/role-based-access-control/custom-roles#custom-role-limits */
const limits = { name: 512, description: 2_048, scopes: 2_000, actions: 2_000, action: 512 }

/**
 * Reads and checks the body of a custom role.
 * @throws ArmError 400
 * @see https://learn.microsoft.com/azure/role-based-access-control/custom-roles
 */
export function readCustomRole(call: ProvenCall, id: string): CustomRoleInput {
  const properties = optionalObject(call.body(), 'properties')
  if (!properties || !isObject(properties)) throw badFormat()
  const name = optionalText(properties, 'roleName')?.trim() ?? ''
  if (name === '' || name.length > limits.name) throw badFormat()
  const description = optionalText(properties, 'description') ?? ''
  if (description.length > limits.description) throw badFormat()
  return {
    id,
    name,
    description,
    assignableScopes: readScopes(properties),
    ...readPermission(properties),
  }
}

function readScopes(properties: JsonObject): string[] {
  const scopes = optionalTexts(properties, 'assignableScopes') ?? []
  if (scopes.length === 0 || scopes.length > limits.scopes) {
    throw new ArmError(
      400,
      'InvalidAssignableScopes',
      'A custom role names at least one assignable scope, and at most 2000.',
    )
  }
  const wrong = scopes.find((scope) => !assignable.test(scope))
  if (wrong === undefined) return scopes
  throw new ArmError(
    400,
    'LinkedInvalidPropertyId',
    `Property id '${wrong}' at path 'properties.assignableScopes' is invalid. Expect a fully qualified ` +
      "resource Id that starts with '/subscriptions/{subscriptionId}'.",
  )
}

function readPermission(properties: JsonObject) {
  const permissions = optionalObjects(properties, 'permissions') ?? []
  const [permission] = permissions
  if (!permission || permissions.length > 1) throw badFormat()
  return {
    actions: readActions(permission, 'actions'),
    notActions: readActions(permission, 'notActions'),
    dataActions: readActions(permission, 'dataActions'),
    notDataActions: readActions(permission, 'notDataActions'),
  }
}

function readActions(permission: JsonObject, member: string): string[] {
  const actions = optionalTexts(permission, member) ?? []
  if (actions.length > limits.actions) throw badFormat()
  const wrong = actions.find((action) => action.length > limits.action || !actionForm.test(action))
  if (wrong === undefined) return actions
  throw new ArmError(
    400,
    'InvalidActionOrNotAction',
    `'${wrong}' does not match any of the actions supported by the providers.`,
  )
}
