import { invariant } from '#lib/base/invariant.ts'
import { integer, type Row, text, textOrNull } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import { findRole } from './roles.ts'

export const principalTypes = ['User', 'Group', 'ServicePrincipal'] as const
export type PrincipalType = (typeof principalTypes)[number]

export function isPrincipalType(value: unknown): value is PrincipalType {
  return principalTypes.some((type) => type === value)
}

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
  description: string | null
  /** Under which alone the assignment counts; null for always. */
  condition: string | null
  createdAt: Date
  createdBy: string
  updatedAt: Date
  updatedBy: string
}

/** What is left out is empty, or the same as at the making. */
export type NewAssignment = Omit<
  RoleAssignment,
  'description' | 'condition' | 'updatedAt' | 'updatedBy'
> &
  Partial<RoleAssignment>

/** Assigns a role, inside a write. Throws when the same assignment exists: the schema holds that. */
export function insertRoleAssignment(db: Db, assignment: NewAssignment): void {
  invariant(findRole(db, assignment.roleId), `role ${assignment.roleId} exists`)
  db.sql(
    `INSERT INTO role_assignments (id, scope, scope_key, role_id, principal_id, principal_type,
       created_ms, created_by, description, condition) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    assignment.id,
    assignment.scope,
    scopeKey(assignment.scope),
    assignment.roleId.toLowerCase(),
    assignment.principalId.toLowerCase(),
    assignment.principalType,
    assignment.createdAt.getTime(),
    assignment.createdBy,
    assignment.description ?? null,
    assignment.condition ?? null,
  )
}

const columns = `id, scope, role_id, principal_id, principal_type, description, condition,
  created_ms, created_by, coalesce(updated_ms, created_ms) AS updated_ms,
  coalesce(updated_by, created_by) AS updated_by`

/** The assignment with this GUID, in any case, or null. */
export function findAssignment(db: Db, id: string): RoleAssignment | null {
  const row = db.sql(`SELECT ${columns} FROM role_assignments WHERE id = ?`).get(id.toLowerCase())
  return row ? toAssignment(row) : null
}

/** True when the principal has the role at this very scope. */
export function hasAssignment(db: Db, principalId: string, roleId: string, scope: string): boolean {
  return (
    db
      .sql(
        'SELECT 1 FROM role_assignments WHERE principal_id = ? AND role_id = ? AND scope_key = ?',
      )
      .get(principalId.toLowerCase(), roleId.toLowerCase(), scopeKey(scope)) !== undefined
  )
}

/** Assignments at a scope and at its ancestors, by id. */
export function assignmentsAbove(db: Db, scope: string): RoleAssignment[] {
  const statement = db.sql(
    `SELECT ${columns} FROM role_assignments WHERE scope_key = ? ORDER BY scope_key, id`,
  )
  const parts = scopeKey(scope).split('/')
  return parts
    .map((_, index) => parts.slice(0, index + 1).join('/'))
    .flatMap((key) => statement.all(key).map(toAssignment))
}

/** Assignments below a scope. */
export function assignmentsBelow(db: Db, scope: string): RoleAssignment[] {
  const key = scopeKey(scope)
  return db
    .sql(
      `SELECT ${columns} FROM role_assignments WHERE scope_key > ? AND scope_key < ?
       ORDER BY scope_key, id`,
    )
    .all(`${key}/`, `${key}0`)
    .map(toAssignment)
}

/** Changes what of an assignment may change, inside a write. */
export function updateAssignment(
  db: Db,
  id: string,
  change: Pick<RoleAssignment, 'description' | 'condition' | 'updatedAt' | 'updatedBy'>,
): void {
  db.sql(
    `UPDATE role_assignments SET description = ?, condition = ?, updated_ms = ?, updated_by = ?
     WHERE id = ?`,
  ).run(
    change.description,
    change.condition,
    change.updatedAt.getTime(),
    change.updatedBy,
    id.toLowerCase(),
  )
}

/** Inside a write. */
export function deleteAssignment(db: Db, id: string): void {
  db.sql('DELETE FROM role_assignments WHERE id = ?').run(id.toLowerCase())
}

/** What one of these principals holds anywhere, oldest first. */
export function assignmentsOf(db: Db, principalIds: readonly string[]): StoredAssignment[] {
  const statement = db.sql(
    'SELECT id, scope_key, role_id, condition FROM role_assignments WHERE principal_id = ? ORDER BY created_ms, id',
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

/**
 * What one of these principals holds at a scope or around it. However many roles somebody has over
 * other vaults, a decision reads only those few.
 */
export function assignmentsOver(
  db: Db,
  principalIds: readonly string[],
  scope: string,
): StoredAssignment[] {
  const keys = keysAround(scopeKey(scope))
  const statement = db.sql(
    `SELECT id, scope_key, role_id, condition FROM role_assignments
     WHERE principal_id = ? AND scope_key IN (?, ?, ?, ?, ?, ?, ?, ?) ORDER BY created_ms, id`,
  )
  return principalIds.flatMap((id) => statement.all(id.toLowerCase(), ...keys).map(toStored))
}

/** Longest scope in segments: an object of a vault has ten. */
const deepest = 12

/**
 * A scope key with those of its ancestors, always eight. A scope is made of pairs of segments; a key
 * that stands for nothing, such as that of `providers/<namespace>`, has no assignment and does no harm.
 */
function keysAround(key: string): readonly string[] {
  const [, ...segments] = key.split('/')
  const keys = ['', key]
  for (let end = 2; end <= deepest; end += 2) keys.push(`/${segments.slice(0, end).join('/')}`)
  return keys
}

export interface StoredAssignment {
  id: string
  scopeKey: string
  roleId: string
  condition: string | null
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
  return {
    id: text(row, 'id'),
    scopeKey: text(row, 'scope_key'),
    roleId: text(row, 'role_id'),
    condition: textOrNull(row, 'condition'),
  }
}

function toAssignment(row: Row): RoleAssignment {
  const type = text(row, 'principal_type')
  invariant(isPrincipalType(type), `${type} is a type of principals`)
  return {
    id: text(row, 'id'),
    scope: text(row, 'scope'),
    roleId: text(row, 'role_id'),
    principalId: text(row, 'principal_id'),
    principalType: type,
    description: textOrNull(row, 'description'),
    condition: textOrNull(row, 'condition'),
    createdAt: new Date(integer(row, 'created_ms')),
    createdBy: text(row, 'created_by'),
    updatedAt: new Date(integer(row, 'updated_ms')),
    updatedBy: text(row, 'updated_by'),
  }
}
