import { scopeKey } from '../../arm/authorization/assignments.ts'
import { integer, type Row, text } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'

/** A Log Analytics workspace: where the logs of vaults can be sent to and asked for. */
export interface Workspace {
  /** ARM id, in the spelling of its maker. */
  id: string
  name: string
  subscriptionId: string
  resourceGroup: string
  /** GUID by which the query API knows it. */
  customerId: string
  location: string
  tags: Record<string, string>
  sku: string
  retentionInDays: number
  publicNetworkAccessForIngestion: string
  publicNetworkAccessForQuery: string
  createdAt: Date
  modifiedAt: Date
}

/** The ARM id of a workspace. */
export function workspaceId(subscriptionId: string, resourceGroup: string, name: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.OperationalInsights/workspaces/${name}`
}

export function findWorkspace(db: Db, id: string): Workspace | null {
  const row = db.sql('SELECT * FROM workspaces WHERE id_key = ?').get(scopeKey(id))
  return row ? toWorkspace(row) : null
}

export function findWorkspaceByCustomerId(db: Db, customerId: string): Workspace | null {
  const row = db.sql('SELECT * FROM workspaces WHERE customer_id = ?').get(customerId.toLowerCase())
  return row ? toWorkspace(row) : null
}

/** Those of a subscription, or of one group in it, by group and name. */
export function listWorkspaces(
  db: Db,
  where: { subscriptionId: string; resourceGroup?: string },
): Workspace[] {
  const rows =
    where.resourceGroup === undefined
      ? db
          .sql('SELECT * FROM workspaces WHERE subscription_id = ? ORDER BY resource_group, name')
          .all(where.subscriptionId.toLowerCase())
      : db
          .sql(
            'SELECT * FROM workspaces WHERE subscription_id = ? AND resource_group = ? ORDER BY name',
          )
          .all(where.subscriptionId.toLowerCase(), where.resourceGroup)
  return rows.map(toWorkspace)
}

/** Adds or replaces a workspace, inside a write. Its customer id stays. */
export function putWorkspace(db: Db, workspace: Workspace): void {
  const { id, name, subscriptionId, resourceGroup, customerId, location, tags } = workspace
  const { createdAt, modifiedAt } = workspace
  const { sku, retentionInDays } = workspace
  const { publicNetworkAccessForIngestion, publicNetworkAccessForQuery } = workspace
  db.sql(
    `INSERT INTO workspaces (id_key, id, customer_id, subscription_id, resource_group, name, location,
       tags, properties, created_ms, modified_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id_key) DO UPDATE SET tags = excluded.tags, properties = excluded.properties,
       modified_ms = excluded.modified_ms`,
  ).run(
    scopeKey(id),
    id,
    customerId.toLowerCase(),
    subscriptionId.toLowerCase(),
    resourceGroup,
    name,
    location,
    JSON.stringify(tags),
    JSON.stringify({
      sku,
      retentionInDays,
      publicNetworkAccessForIngestion,
      publicNetworkAccessForQuery,
    }),
    createdAt.getTime(),
    modifiedAt.getTime(),
  )
}

/** Takes a workspace away with all that it holds, inside a write. */
export function deleteWorkspace(db: Db, id: string): void {
  db.sql('DELETE FROM workspaces WHERE id_key = ?').run(scopeKey(id))
  db.sql('DELETE FROM diagnostic_routes WHERE workspace_key = ?').run(scopeKey(id))
}

function toWorkspace(row: Row): Workspace {
  // Only putWorkspace writes these columns, so their shape is ours.
  const tags: Record<string, string> = JSON.parse(text(row, 'tags'))
  const properties: Pick<
    Workspace,
    'sku' | 'retentionInDays' | 'publicNetworkAccessForIngestion' | 'publicNetworkAccessForQuery'
  > = JSON.parse(text(row, 'properties'))
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    subscriptionId: text(row, 'subscription_id'),
    resourceGroup: text(row, 'resource_group'),
    customerId: text(row, 'customer_id'),
    location: text(row, 'location'),
    tags,
    ...properties,
    createdAt: new Date(integer(row, 'created_ms')),
    modifiedAt: new Date(integer(row, 'modified_ms')),
  }
}
