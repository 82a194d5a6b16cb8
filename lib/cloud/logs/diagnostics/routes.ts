import { scopeKey } from '../../arm/authorization/assignments.ts'
import { integer, integerOrNull, type Row, text } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'

/**
 * A stretch of the audit chain that a workspace has got of one resource. By number of the row and not
 * by time, because the cloud's clock can be moved.
 */
export interface LogRoute {
  /** Lower-case ARM id. */
  workspaceKey: string
  resourceKey: string
  /** Rows after this one. */
  afterSeq: number
  /** Up to and with this one; null while the setting holds. */
  untilSeq: number | null
}

/** From the next audit row on, inside a write. */
export function openRoute(
  db: Db,
  route: { resourceId: string; setting: string; workspaceId: string; table: string },
): void {
  db.sql(
    `INSERT INTO diagnostic_routes (workspace_key, resource_key, setting, log_table, after_seq)
     VALUES (?, ?, ?, ?, ?)`,
  ).run(
    scopeKey(route.workspaceId),
    scopeKey(route.resourceId),
    route.setting,
    route.table,
    lastSeq(db),
  )
}

/** Ends with the last audit row, inside a write. */
export function closeRoutes(db: Db, resourceId: string, setting: string): void {
  db.sql(
    `UPDATE diagnostic_routes SET until_seq = ?
     WHERE resource_key = ? AND setting = ? AND until_seq IS NULL`,
  ).run(lastSeq(db), scopeKey(resourceId), setting)
}

/** What a workspace has got in a table. */
export function routesOfWorkspace(db: Db, workspaceId: string, table: string): LogRoute[] {
  return db
    .sql('SELECT * FROM diagnostic_routes WHERE workspace_key = ? AND log_table = ? ORDER BY id')
    .all(scopeKey(workspaceId), table)
    .map(toRoute)
}

/** What any workspace has got of a resource, or of all resources in a group or subscription. */
export function routesOfResource(db: Db, resourceId: string, table: string): LogRoute[] {
  const key = scopeKey(resourceId)
  return db
    .sql(
      `SELECT * FROM diagnostic_routes WHERE log_table = ?
       AND (resource_key = ? OR (resource_key > ? AND resource_key < ?)) ORDER BY id`,
    )
    .all(table, key, `${key}/`, `${key}0`)
    .map(toRoute)
}

/** Number of the last audit row; 0 when there is none. */
export function lastSeq(db: Db): number {
  const row = db.sql('SELECT seq FROM audit_head WHERE only = 1').get()
  return row ? integer(row, 'seq') : 0
}

function toRoute(row: Row): LogRoute {
  return {
    workspaceKey: text(row, 'workspace_key'),
    resourceKey: text(row, 'resource_key'),
    afterSeq: integer(row, 'after_seq'),
    untilSeq: integerOrNull(row, 'until_seq'),
  }
}
