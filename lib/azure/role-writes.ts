import 'server-only'
import {
  type ArmPrincipalType,
  isOfVault,
  roleDefinitionPath,
} from '#lib/domain/roles/assignment-code.ts'
import { scopeWords } from '#lib/domain/roles/scope.ts'
import { type VaultPlace, vaultPath } from '#lib/domain/vaults/place.ts'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'

export interface AssignmentToMake {
  /** GUID that names it: the same sent again makes no second one. */
  readonly id: string
  /** ARM id of a vault, of an object in it, or of the resource group or subscription that holds it. */
  readonly scope: string
  /** GUID of the role. */
  readonly roleId: string
  readonly principalId: string
  /** Null = Azure looks it up. */
  readonly principalType: ArmPrincipalType | null
}

/** Role assignments at a vault, below and above it, as one user. Every method throws `FailureError`. */
export interface RoleWrites {
  /** Answers with the ARM id of the assignment. */
  create(place: VaultPlace, assignment: AssignmentToMake): Promise<string>
  /** Takes an assignment away by what it is over and its GUID; nothing happens when there is none. */
  delete(place: VaultPlace, assignment: { scope: string; name: string }): Promise<void>
}

export function roleWrites(clients: UserClients): RoleWrites {
  const context = (place: VaultPlace, scope: string, right: 'write' | 'delete'): CallContext => ({
    plane: 'management',
    right: `Microsoft.Authorization/roleAssignments/${right}`,
    vault: place.vault,
    object: `the role assignments of ${isOfVault(vaultPath(place), scope) ? place.vault : scopeWords(scope)}`,
  })
  const assignments = ({ subscriptionId }: VaultPlace) =>
    clients.authorization(subscriptionId).roleAssignments
  return {
    create: (place, { id, scope, roleId, principalId, principalType }) =>
      translated(context(place, scope, 'write'), async () => {
        const made = await assignments(place).create(inPath(scope), id, {
          roleDefinitionId: roleDefinitionPath(vaultPath(place), roleId),
          principalId,
          ...(principalType === null ? {} : { principalType }),
        })
        return made.id ?? ''
      }),
    delete: (place, { scope, name }) =>
      translated(context(place, scope, 'delete'), async () => {
        await assignments(place).delete(inPath(scope), name)
      }),
  }
}

/** The client puts a slash before the scope; two would make another path. */
function inPath(scope: string): string {
  return scope.replace(/^\/+/, '')
}
