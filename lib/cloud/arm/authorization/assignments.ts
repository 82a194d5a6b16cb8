import { invariant } from '#lib/base/invariant.ts'
import { type Row, text } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import { findRole } from './built-in-roles.ts'

export type PrincipalType = 'User' | 'Group' | 'ServicePrincipal'

/** One role given to one principal over a scope and everything below it. */
export interface RoleAssignment {
  /** GUID, the assignment's name. */
  id: string
  /** `/subscriptions/…`, a group, a vault or an object below it. As it was written. */
  scope: string
  /** GUID of the role definition. */
  roleId: string
  principalId: string
  principalType: PrincipalType
}

/** Assigns a role, inside a write. Throws when the same assignment exists: the schema holds that. */
export function insertRoleAssignment(
  db: Db,
  assignment: RoleAssignment & { createdAt: Date; createdBy: string },
): void {
  invariant(findRole(assignment.roleId), `role ${assignment.roleId} exists`)
  db.sql(
    `INSERT INTO role_assignments (id, scope, scope_key, role_id, principal_id, principal_type, created_ms, created_by)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    assignment.id,
    assignment.scope,
    scopeKey(assignment.scope),
    assignment.roleId.toLowerCase(),
    assignment.principalId.toLowerCase(),
    assignment.principalType,
    assignment.createdAt.getTime(),
    assignment.createdBy,
  )
}

/** What one of these principals holds anywhere, oldest first. */
export function assignmentsOf(db: Db, principalIds: readonly string[]): StoredAssignment[] {
  const statement = db.sql(
    'SELECT id, scope_key, role_id FROM role_assignments WHERE principal_id = ? ORDER BY created_ms, id',
  )
  return principalIds.flatMap((id) => statement.all(id.toLowerCase()).map(toStored))
}

/** Takes away every assignment at a scope and below, inside a write: its resource is gone. */
export function removeAssignmentsBelow(db: Db, scope: string): void {
  const key = scopeKey(scope)
  // All that begins with `key/`: `0` is the character after the slash.
  db.sql(
    'DELETE FROM role_assignments WHERE scope_key = ? OR (scope_key > ? AND scope_key < ?)',
  ).run(key, `${key}/`, `${key}0`)
}

export interface StoredAssignment {
  id: string
  scopeKey: string
  roleId: string
}

/** The form under which scopes are compared: lower case, no slash at the end. */
export function scopeKey(scope: string): string {
  return scope.toLowerCase().replace(/\/+$/, '')
}

/** True when `outer` is `inner` or one of its ancestors. Both are scope keys. */
export function scopeCovers(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(`${outer}/`)
}

function toStored(row: Row): StoredAssignment {
  return { id: text(row, 'id'), scopeKey: text(row, 'scope_key'), roleId: text(row, 'role_id') }
}
