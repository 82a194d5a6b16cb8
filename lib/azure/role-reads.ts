import 'server-only'
import * as z from 'zod'
import type { RoleGrants } from '#lib/domain/roles/match-action.ts'
import type { UserClients } from './clients.ts'
import type { AzureCloud } from './clouds.ts'
import { type CallContext, translated } from './errors.ts'
import { listManagement } from './list-management.ts'

/** A role assignment as Azure Resource Manager tells it. */
export interface ArmRoleAssignment {
  readonly id: string
  readonly scope: string
  /** Resource id of the role. */
  readonly roleDefinitionId: string
  readonly principalId: string
  readonly principalType: string | null
  readonly condition: string | null
}

/** A role, built-in or custom; the lists of all its permissions together. */
export interface ArmRoleDefinition {
  /** GUID. */
  readonly id: string
  readonly name: string
  /** What its author says of it. */
  readonly description: string
  /** Made by somebody of the tenant, not by Microsoft. */
  readonly isCustom: boolean
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  readonly dataActions: readonly string[]
  readonly notDataActions: readonly string[]
}

/** Roles over a scope, as one user may see them. Every method throws `FailureError`. */
export interface RoleReads {
  /** At the scope, above it and below it. */
  listAssignments(subscriptionId: string, scope: string): Promise<ArmRoleAssignment[]>
  /** All that may be assigned at the scope. */
  listDefinitions(subscriptionId: string, scope: string): Promise<ArmRoleDefinition[]>
  /** What the user's own roles give at the scope; empty without any. Takes no right. */
  listOwnGrants(scope: string): Promise<RoleGrants[]>
}

const list = z.array(z.string()).nullish()
const ownPermission = z.object({
  actions: list,
  notActions: list,
  dataActions: list,
  notDataActions: list,
})

const context = (object: 'Assignments' | 'Definitions'): CallContext => ({
  plane: 'management',
  right: `Microsoft.Authorization/role${object}/read`,
  vault: null,
  object: object === 'Assignments' ? 'the role assignments' : 'the roles',
})

export function roleReads(clients: UserClients, cloud: AzureCloud): RoleReads {
  return {
    listAssignments: (subscriptionId, scope) =>
      translated(context('Assignments'), async () => {
        const found: ArmRoleAssignment[] = []
        const { roleAssignments } = clients.authorization(subscriptionId)
        for await (const one of roleAssignments.listForScope(inPath(scope))) {
          found.push({
            id: one.id ?? '',
            scope: one.scope ?? '',
            roleDefinitionId: one.roleDefinitionId ?? '',
            principalId: one.principalId ?? '',
            principalType: one.principalType ?? null,
            condition: one.condition ?? null,
          })
        }
        return found
      }),
    listDefinitions: (subscriptionId, scope) =>
      translated(context('Definitions'), async () => {
        const found: ArmRoleDefinition[] = []
        const { roleDefinitions } = clients.authorization(subscriptionId)
        for await (const {
          name,
          roleName,
          roleType,
          description,
          permissions = [],
        } of roleDefinitions.list(inPath(scope))) {
          found.push({
            id: name ?? '',
            name: roleName ?? name ?? '',
            description: description ?? '',
            isCustom: roleType === 'CustomRole',
            actions: permissions.flatMap((one) => one.actions ?? []),
            notActions: permissions.flatMap((one) => one.notActions ?? []),
            dataActions: permissions.flatMap((one) => one.dataActions ?? []),
            notDataActions: permissions.flatMap((one) => one.notDataActions ?? []),
          })
        }
        return found
      }),
    // https://learn.microsoft.com/rest/api/authorization/permissions/list-for-resource
    listOwnGrants: (scope) =>
      translated(
        {
          plane: 'management',
          right: 'Microsoft.Authorization/permissions/read',
          vault: null,
          object: 'the rights of the console',
        },
        async () => {
          const url = `https://${cloud.managementHost}/${inPath(scope)}/providers/Microsoft.Authorization/permissions?api-version=2022-04-01`
          const all = await listManagement(clients, url, ownPermission, 'rights')
          return all.map(({ actions, notActions, dataActions, notDataActions }) => ({
            actions: actions ?? [],
            notActions: notActions ?? [],
            dataActions: dataActions ?? [],
            notDataActions: notDataActions ?? [],
          }))
        },
      ),
  }
}

/** The client puts a slash before the scope; two would make another path. */
function inPath(scope: string): string {
  return scope.replace(/^\/+/, '')
}
