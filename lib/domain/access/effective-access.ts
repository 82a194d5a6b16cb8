import { permits } from '../permissions/sets.ts'
import { grantsDataAction } from '../roles/match-action.ts'
import { scopeCovers, scopeKey } from '../roles/scope.ts'
import { type Evidence, roleOf } from './decide-access.ts'
import { type AccessPolicy, type RoleAssignment, sameId, type VaultAccess } from './facts.ts'
import { type DataOperation, dataOperations, fullDataAction } from './operations.ts'

/** What access is asked about: one object, or the vault with everything in it. */
export interface AccessTarget {
  readonly area: DataOperation['area']
  readonly object: string
}

/** One way into a vault: an entry or an assignment, and all that it gives. */
export interface AccessPath {
  /** Object id of the user, group or application that the entry or assignment names. */
  readonly principalId: string
  readonly evidence: PathEvidence
  /** What it gives, in the order of the table of operations; never empty. */
  readonly operations: readonly DataOperation[]
  /** It counts only when a condition holds that nobody evaluates here. */
  readonly conditional: boolean
}

export type PathEvidence =
  | { readonly by: 'policy'; readonly policy: AccessPolicy }
  | Pick<Extract<Evidence, { by: 'role' }>, 'by' | 'assignment' | 'role'>

/**
 * Every way to the data of a vault, by the permission model that is in force, in the order in which the
 * vault has its entries. What gives nothing is left out.
 * @param target one object: then only operations on it and those of its kind on the whole vault
 */
export function accessPaths(vault: VaultAccess, target: AccessTarget | null = null): AccessPath[] {
  return vault.permissionModel === 'rbac' ? rolePaths(vault, target) : policyPaths(vault, target)
}

function policyPaths(vault: VaultAccess, target: AccessTarget | null): AccessPath[] {
  return vault.policies
    .filter((policy) => sameId(policy.tenantId, vault.tenantId))
    .map((policy) => ({
      principalId: policy.objectId,
      evidence: { by: 'policy' as const, policy },
      operations: operationsFor(target).filter(({ area, permissions }) =>
        permissions.some((one) => permits(policy.permissions, area, one)),
      ),
      conditional: false,
    }))
    .filter(({ operations }) => operations.length > 0)
}

function rolePaths(vault: VaultAccess, target: AccessTarget | null): AccessPath[] {
  return vault.assignments.flatMap((assignment) => {
    const role = roleOf(vault, assignment)
    if (role === null) return []
    const operations = operationsFor(target).filter(
      (operation) =>
        grantsDataAction(role, fullDataAction(operation)) &&
        reaches(vault, assignment, operation, target),
    )
    if (operations.length === 0) return []
    const evidence = { by: 'role' as const, assignment, role }
    const conditional = assignment.condition !== null
    return [{ principalId: assignment.principalId, evidence, operations, conditional }]
  })
}

function operationsFor(target: AccessTarget | null): readonly DataOperation[] {
  if (target === null) return dataOperations
  return dataOperations.filter((one) => one.area === target.area && one.on === 'object')
}

/** Whether an assignment counts where an operation acts. Without a target, over any object is enough. */
function reaches(
  vault: VaultAccess,
  assignment: RoleAssignment,
  operation: DataOperation,
  target: AccessTarget | null,
): boolean {
  if (scopeCovers(assignment.scope, vault.id)) return true
  if (operation.on === 'vault') return false
  const kind = `${scopeKey(vault.id)}/${operation.area}/`
  if (target === null) return scopeKey(assignment.scope).startsWith(kind)
  return scopeCovers(assignment.scope, `${kind}${target.object}`)
}
