import 'server-only'
import {
  type ArmPrincipalType,
  readAssignmentPath,
  roleDefinitionPath,
} from '#lib/domain/roles/assignment-code.ts'
import { type VaultPlace, vaultPath } from '#lib/domain/vaults/place.ts'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'

export interface AssignmentToMake {
  /** GUID that names it: the same sent again makes no second one. */
  readonly id: string
  /** ARM id of a vault or of an object in it. */
  readonly scope: string
  /** GUID of the role. */
  readonly roleId: string
  readonly principalId: string
  /** Null = Azure looks it up. */
  readonly principalType: ArmPrincipalType | null
}

/** Role assignments at a vault and below, as one user. Every method throws `FailureError`. */
export interface RoleWrites {
  /** Answers with the ARM id of the assignment. */
  create(place: VaultPlace, assignment: AssignmentToMake): Promise<string>
  /** Takes an assignment away by its ARM id; nothing happens when there is none. */
  delete(place: VaultPlace, assignmentId: string): Promise<void>
}

export function roleWrites(clients: UserClients): RoleWrites {
  const context = ({ vault }: VaultPlace, right: 'write' | 'delete'): CallContext => ({
    plane: 'management',
    right: `Microsoft.Authorization/roleAssignments/${right}`,
    vault,
    object: `the role assignments of ${vault}`,
  })
  const assignments = ({ subscriptionId }: VaultPlace) =>
    clients.authorization(subscriptionId).roleAssignments
  return {
    create: (place, { id, scope, roleId, principalId, principalType }) =>
      translated(context(place, 'write'), async () => {
        const made = await assignments(place).create(inPath(scope), id, {
          roleDefinitionId: roleDefinitionPath(vaultPath(place), roleId),
          principalId,
          ...(principalType === null ? {} : { principalType }),
        })
        return made.id ?? ''
      }),
    delete: (place, assignmentId) =>
      translated(context(place, 'delete'), async () => {
        const at = readAssignmentPath(assignmentId)
        if (at !== null) await assignments(place).delete(inPath(at.scope), at.name)
      }),
  }
}

/** The client puts a slash before the scope; two would make another path. */
function inPath(scope: string): string {
  return scope.replace(/^\/+/, '')
}
