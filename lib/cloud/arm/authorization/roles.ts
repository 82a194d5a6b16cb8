import { integer, type Row, text } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import { builtInRoles, findBuiltInRole, type RoleDefinition } from './built-in-roles.ts'

/** What the table keeps as JSON: the lists, and where the role may be assigned. */
interface StoredDefinition {
  description: string
  assignableScopes: string[]
  actions: string[]
  notActions: string[]
  dataActions: string[]
  notDataActions: string[]
}

/** A custom role as it is asked for. */
export interface CustomRoleInput extends StoredDefinition {
  /** Lower-case GUID. */
  id: string
  name: string
}

const columns = 'id, name, definition, created_ms, created_by, updated_ms, updated_by'

/** Parsed custom roles by id: decisions ask for them again and again, their text seldom changes. */
const parsed = new WeakMap<object, Map<string, { source: string; role: RoleDefinition }>>()

/** The role with this GUID, built-in or custom, in any case, or null. */
export function findRole(db: Db, id: string): RoleDefinition | null {
  const builtIn = findBuiltInRole(id)
  if (builtIn) return builtIn
  const row = db.sql(`SELECT ${columns} FROM role_definitions WHERE id = ?`).get(id.toLowerCase())
  return row ? toRole(db, row) : null
}

/** The custom role with this name, in any case, or a built-in one, or null. */
export function findRoleByName(db: Db, name: string): RoleDefinition | null {
  const builtIn = builtInRoles.find((one) => one.name.toLowerCase() === name.toLowerCase())
  if (builtIn) return builtIn
  const row = db.sql(`SELECT ${columns} FROM role_definitions WHERE name = ?`).get(name)
  return row ? toRole(db, row) : null
}

/** All custom roles by name. */
export function listCustomRoles(db: Db): RoleDefinition[] {
  return db
    .sql(`SELECT ${columns} FROM role_definitions ORDER BY name`)
    .all()
    .map((row) => toRole(db, row))
}

/** Makes the role or replaces it, inside a write. Who made it first stays. */
export function putCustomRole(db: Db, role: CustomRoleInput, at: Date, by: string): void {
  const { id, name, ...definition } = role
  db.sql(
    `INSERT INTO role_definitions (${columns}) VALUES (?1, ?2, ?3, ?4, ?5, ?4, ?5)
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, definition = excluded.definition,
       updated_ms = excluded.updated_ms, updated_by = excluded.updated_by`,
  ).run(id, name, JSON.stringify(definition), at.getTime(), by)
}

/** Inside a write. */
export function deleteCustomRole(db: Db, id: string): void {
  db.sql('DELETE FROM role_definitions WHERE id = ?').run(id)
}

export function isAssigned(db: Db, roleId: string): boolean {
  return (
    db.sql('SELECT 1 FROM role_assignments WHERE role_id = ? LIMIT 1').get(roleId) !== undefined
  )
}

function toRole(db: Db, row: Row): RoleDefinition {
  let known = parsed.get(db.sql)
  if (!known) {
    known = new Map()
    parsed.set(db.sql, known)
  }
  const id = text(row, 'id')
  const source = `${text(row, 'name')} ${text(row, 'definition')} ${integer(row, 'updated_ms')}`
  const before = known.get(id)
  if (before?.source === source) return before.role
  // Only putCustomRole writes this column, so its shape is ours.
  const { assignableScopes, ...lists }: StoredDefinition = JSON.parse(text(row, 'definition'))
  const role: RoleDefinition = {
    id,
    name: text(row, 'name'),
    ...lists,
    condition: null,
    custom: {
      assignableScopes,
      createdAt: new Date(integer(row, 'created_ms')),
      createdBy: text(row, 'created_by'),
      updatedAt: new Date(integer(row, 'updated_ms')),
      updatedBy: text(row, 'updated_by'),
    },
  }
  known.set(id, { source, role })
  return role
}
