import type { Db } from '../../store/store.ts'
import { matchesAction } from './action-pattern.ts'
import {
  assignmentsOf,
  assignmentsOver,
  type StoredAssignment,
  scopeCovers,
  scopeKey,
} from './assignments.ts'
import type { RoleDefinition } from './built-in-roles.ts'
import type { ConditionSubject } from './condition/attributes.ts'
import { compileCondition } from './condition/compile.ts'
import { findRole } from './roles.ts'

export type ActionKind = 'action' | 'dataAction'

export interface RoleQuestion {
  /** The caller's object id and those of its groups. */
  principalIds: readonly string[]
  /** ARM id of what the operation touches, in any case. */
  scope: string
  /** For example `Microsoft.KeyVault/vaults/certificates/read`. */
  action: string
  kind: ActionKind
  /** What conditions may look at, of calls that change role assignments. */
  attributes?: Omit<ConditionSubject, 'action'>
}

export interface RoleAnswer {
  allowed: boolean
  /** The assignment that allowed it (a GUID), for the audit row; null when refused. */
  assignmentId: string | null
}

/**
 * Whether an assigned role allows an operation: roles add up, each less its own `not` lists, and an
 * assignment counts at its scope and everywhere below. Without any assignment nothing is allowed.
 * @see https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 */
export function allowedByRoles(db: Db, question: RoleQuestion): RoleAnswer {
  for (const assignment of assignmentsOver(db, question.principalIds, question.scope)) {
    if (counts(db, assignment, question)) {
      return { allowed: true, assignmentId: assignment.id }
    }
  }
  return { allowed: false, assignmentId: null }
}

/** Scope keys below `scope` at which a role allows the operation: what a list may still show. */
export function grantsBelow(db: Db, question: RoleQuestion): string[] {
  const scope = scopeKey(question.scope)
  return assignmentsOf(db, question.principalIds)
    .filter((assignment) => scopeCovers(scope, assignment.scopeKey))
    .filter((assignment) => counts(db, assignment, question))
    .map((assignment) => assignment.scopeKey)
}

/** True when the caller holds any role on the scope, above it or below it. */
export function hasAnyRole(db: Db, principalIds: readonly string[], scope: string): boolean {
  const key = scopeKey(scope)
  return assignmentsOf(db, principalIds).some(
    (one) => scopeCovers(one.scopeKey, key) || scopeCovers(key, one.scopeKey),
  )
}

/** Whether the role of an assignment gives the action, and both their conditions hold. */
function counts(db: Db, assignment: StoredAssignment, question: RoleQuestion): boolean {
  const role = findRole(db, assignment.roleId)
  if (!role || !roleGrants(role, question.action, question.kind)) return false
  return [role.condition, assignment.condition].every(
    (condition) =>
      condition === null ||
      compileCondition(condition)({ ...question.attributes, action: question.action }),
  )
}

export function roleGrants(role: RoleDefinition, action: string, kind: ActionKind): boolean {
  const [gives, withholds] =
    kind === 'action' ? [role.actions, role.notActions] : [role.dataActions, role.notDataActions]
  return (
    gives.some((pattern) => matchesAction(pattern, action)) &&
    !withholds.some((pattern) => matchesAction(pattern, action))
  )
}
