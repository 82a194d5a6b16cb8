import 'server-only'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'

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
}

const context = (object: 'Assignments' | 'Definitions'): CallContext => ({
  plane: 'management',
  right: `Microsoft.Authorization/role${object}/read`,
  vault: null,
  object: object === 'Assignments' ? 'the role assignments' : 'the roles',
})

export function roleReads(clients: UserClients): RoleReads {
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
  }
}

/** The client puts a slash before the scope; two would make another path. */
function inPath(scope: string): string {
  return scope.replace(/^\/+/, '')
}
