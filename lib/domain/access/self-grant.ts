import type { RoleDefinition } from '../roles/built-in-roles.ts'
import { grantsAction } from '../roles/match-action.ts'
import { scopeCovers } from '../roles/scope.ts'
import { roleOf } from './decide-access.ts'
import type { RoleAssignment, VaultAccess } from './facts.ts'

/** Somebody who has no need of data rights, since they can give them to themselves. */
export interface SelfGrant {
  readonly principalId: string
  readonly assignment: RoleAssignment
  readonly role: RoleDefinition
  /** The operations of the management plane by which it is done. */
  readonly actions: readonly string[]
  /** `steps`: by first assigning themselves a role that may then change access policies. */
  readonly how: 'directly' | 'steps'
  /** Only under a condition that nobody evaluates here. */
  readonly conditional: boolean
}

const assign = 'Microsoft.Authorization/roleAssignments/write'

/**
 * Rights of the management plane that lead to the data. Whoever may write a vault on access policies
 * writes themselves an entry. On RBAC the same right leads nowhere, since changing the permission model
 * back needs the right to assign roles; that right leads everywhere.
 * https://learn.microsoft.com/azure/key-vault/general/rbac-guide#enable-azure-rbac-permissions-on-key-vault
 * https://learn.microsoft.com/azure/key-vault/general/rbac-access-policy
 */
const direct: Readonly<Record<VaultAccess['permissionModel'], readonly string[]>> = {
  'access-policies': [
    'Microsoft.KeyVault/vaults/write',
    'Microsoft.KeyVault/vaults/accessPolicies/write',
  ],
  rbac: [assign],
}

/** Everybody who could let themselves in, by the assignment that makes it possible. */
export function selfGrants(vault: VaultAccess): SelfGrant[] {
  return vault.assignments.flatMap((assignment) => {
    const role = roleOf(vault, assignment)
    if (role === null || !scopeCovers(assignment.scope, vault.id)) return []
    const directly = direct[vault.permissionModel].filter((action) => grantsAction(role, action))
    const actions =
      directly.length > 0 ? directly : [assign].filter((one) => grantsAction(role, one))
    if (actions.length === 0) return []
    return [
      {
        principalId: assignment.principalId,
        assignment,
        role,
        actions,
        how: directly.length > 0 ? ('directly' as const) : ('steps' as const),
        conditional: assignment.condition !== null || isLimited(role),
      },
    ]
  })
}

/** Assigns only what its own condition names: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security#key-vault-data-access-administrator */
function isLimited(role: RoleDefinition): boolean {
  return role.id.toLowerCase() === '8b54135c-b56d-4d72-a534-26097cfdc8d8'
}
