import { permits } from '../permissions/sets.ts'
import { type RoleDefinition, roleGuid } from '../roles/built-in-roles.ts'
import { grantsDataAction } from '../roles/match-action.ts'
import { scopeCovers, scopeKey } from '../roles/scope.ts'
import {
  type AccessCaller,
  type AccessPolicy,
  type RoleAssignment,
  sameId,
  type VaultAccess,
} from './facts.ts'
import { type DataOperation, fullDataAction } from './operations.ts'

/** What lets a caller do something: one policy entry or one role assignment. */
export type Evidence = PolicyEvidence | RoleEvidence

export interface PolicyEvidence {
  readonly by: 'policy'
  readonly policy: AccessPolicy
  /** The permission of the entry that is enough, as the catalogue spells it. */
  readonly permission: string
  /** The group that the entry names; null when it names the caller. */
  readonly group: string | null
}

export interface RoleEvidence {
  readonly by: 'role'
  readonly assignment: RoleAssignment
  readonly role: RoleDefinition
  readonly dataAction: string
  readonly group: string | null
}

export type AccessDecision =
  | { readonly outcome: 'allowed'; readonly evidence: readonly Evidence[] }
  /** Only assignments with a condition give it, and a condition looks at the request itself. */
  | { readonly outcome: 'conditional'; readonly evidence: readonly RoleEvidence[] }
  | { readonly outcome: 'refused'; readonly refusal: AccessRefusal }

export type AccessRefusal =
  /** The token is of another directory than the vault's. */
  | { readonly because: 'other-tenant' }
  | {
      readonly because: 'no-policy'
      /** Each of which would be enough. */
      readonly permissions: readonly string[]
      /** Entries that would do, if the caller came through their application. */
      readonly throughApplications: readonly AccessPolicy[]
    }
  | {
      readonly because: 'no-role'
      readonly dataAction: string
      readonly scope: string
    }

export interface AccessQuestion {
  readonly vault: VaultAccess
  readonly caller: AccessCaller
  readonly operation: DataOperation
  /** Name of the object; null for an operation on the vault, or to ask about the vault as a whole. */
  readonly object: string | null
}

/**
 * Whether the permission model of a vault lets a caller do something, and by what. The network's gate
 * stands before this one and is not asked here.
 *
 * Access policies: any entry that names the caller or one of its groups is enough; one with an
 * application counts only for a user who comes through it. Roles: any assignment at the object, the vault
 * or above is enough; roles add up, each less its own `not` lists.
 * https://learn.microsoft.com/azure/key-vault/general/security-features#access-model-overview
 */
export function decideAccess(question: AccessQuestion): AccessDecision {
  const { vault, caller } = question
  if (!sameId(vault.tenantId, caller.tenantId)) {
    return { outcome: 'refused', refusal: { because: 'other-tenant' } }
  }
  return vault.permissionModel === 'rbac' ? byRoles(question) : byPolicies(question)
}

function byPolicies({ vault, caller, operation }: AccessQuestion): AccessDecision {
  const entries = vault.policies.flatMap((policy) => {
    const group = groupOf(caller, policy.objectId)
    const permission = operation.permissions.find((one) =>
      permits(policy.permissions, operation.area, one),
    )
    if (group === undefined || permission === undefined) return []
    return sameId(policy.tenantId, caller.tenantId)
      ? [{ by: 'policy' as const, policy, permission, group }]
      : []
  })
  const evidence = entries.filter(({ policy }) => comesThrough(caller, policy.applicationId))
  if (evidence.length > 0) return { outcome: 'allowed', evidence }
  return {
    outcome: 'refused',
    refusal: {
      because: 'no-policy',
      permissions: operation.permissions,
      throughApplications: entries.map(({ policy }) => policy),
    },
  }
}

/** Null when the id is the caller's own, the group's when it is one of its groups, else undefined. */
function groupOf(caller: AccessCaller, id: string): string | null | undefined {
  if (sameId(caller.objectId, id)) return null
  return caller.groups.find((group) => sameId(group, id))
}

function comesThrough(caller: AccessCaller, applicationId: string | null): boolean {
  if (applicationId === null || isEmptyGuid(applicationId)) return true
  if (caller.kind !== 'user' || caller.applicationId === null) return false
  return sameId(caller.applicationId, applicationId)
}

function byRoles({ vault, caller, operation, object }: AccessQuestion): AccessDecision {
  const dataAction = fullDataAction(operation)
  const scope = scopeOfOperation(vault, operation, object)
  const evidence = vault.assignments.flatMap((assignment) => {
    const group = groupOf(caller, assignment.principalId)
    if (group === undefined || !scopeCovers(assignment.scope, scope)) return []
    const role = roleOf(vault, assignment)
    if (role === null || !grantsDataAction(role, dataAction)) return []
    return [{ by: 'role' as const, assignment, role, dataAction, group }]
  })
  const plain = evidence.filter(({ assignment }) => assignment.condition === null)
  if (plain.length > 0) return { outcome: 'allowed', evidence: plain }
  if (evidence.length > 0) return { outcome: 'conditional', evidence }
  return { outcome: 'refused', refusal: { because: 'no-role', dataAction, scope } }
}

/** The role that an assignment gives; null when its definition is not known. */
export function roleOf(vault: VaultAccess, assignment: RoleAssignment): RoleDefinition | null {
  const guid = roleGuid(assignment.roleDefinitionId)
  return vault.definitions.find((one) => roleGuid(one.id) === guid) ?? null
}

/** What a role has to cover: the object where there is one, else the vault. */
function scopeOfOperation(
  vault: VaultAccess,
  operation: DataOperation,
  object: string | null,
): string {
  const isOfObject = operation.on === 'object' && object !== null
  return scopeKey(isOfObject ? `${vault.id}/${operation.area}/${object}` : vault.id)
}

/** The service writes an application that is not set as nulls, too. */
export function isEmptyGuid(id: string): boolean {
  return /^[0-]*$/.test(id)
}
