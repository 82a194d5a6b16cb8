import type { RoleAssignment } from './assignments.ts'
import type { RoleDefinition } from './built-in-roles.ts'

export const assignmentType = 'Microsoft.Authorization/roleAssignments'
export const definitionType = 'Microsoft.Authorization/roleDefinitions'

/** The id of a role, under the subscription of a scope or, at the tenant, under nothing. */
export function definitionId(scope: string, roleId: string): string {
  const subscription = /^\/subscriptions\/[^/]+/i.exec(scope)?.[0] ?? ''
  return `${subscription}/providers/${definitionType}/${roleId}`
}

/** An assignment as versions show it: what came with later versions is left out before. */
export function assignmentBody(assignment: RoleAssignment, version: string): object {
  const base = assignment.scope === '/' ? '' : assignment.scope
  return {
    properties: {
      roleDefinitionId: definitionId(assignment.scope, assignment.roleId),
      principalId: assignment.principalId,
      ...(version >= '2018-09-01' ? { principalType: assignment.principalType } : {}),
      scope: assignment.scope,
      ...(version >= '2020-03-01'
        ? {
            condition: assignment.condition,
            conditionVersion: assignment.condition === null ? null : '2.0',
          }
        : {}),
      createdOn: assignment.createdAt.toISOString(),
      updatedOn: assignment.updatedAt.toISOString(),
      createdBy: assignment.createdBy,
      updatedBy: assignment.updatedBy,
      ...(version >= '2020-03-01'
        ? { delegatedManagedIdentityResourceId: null, description: assignment.description }
        : {}),
    },
    id: `${base}/providers/${assignmentType}/${assignment.id}`,
    type: assignmentType,
    name: assignment.id,
  }
}

/** When the service's own roles were made: one moment for all of them, known to nobody here. */
const ever = '2015-02-02T21:55:09.8806423Z'

export function definitionBody(role: RoleDefinition, scope: string): object {
  const { custom } = role
  return {
    properties: {
      roleName: role.name,
      type: custom ? 'CustomRole' : 'BuiltInRole',
      description: role.description,
      assignableScopes: custom?.assignableScopes ?? ['/'],
      permissions: [permissionBody(role)],
      createdOn: custom?.createdAt.toISOString() ?? ever,
      updatedOn: custom?.updatedAt.toISOString() ?? ever,
      createdBy: custom?.createdBy ?? null,
      updatedBy: custom?.updatedBy ?? null,
    },
    id: definitionId(scope, role.id),
    type: definitionType,
    name: role.id,
  }
}

/** What a role gives, as definitions and as the caller's own permissions show it. */
export function permissionBody(role: RoleDefinition): object {
  return {
    actions: role.actions,
    notActions: role.notActions,
    dataActions: role.dataActions,
    notDataActions: role.notDataActions,
    ...(role.condition === null ? {} : { condition: role.condition, conditionVersion: '2.0' }),
  }
}
