import { scopeKey } from '../../arm/authorization/assignments.ts'
import { type Row, text } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import { closeRoutes, openRoute } from './routes.ts'

/** A kind of log or metric, and whether it is sent. One of category and group is set. */
export interface DiagnosticKind {
  category: string | null
  categoryGroup: string | null
  enabled: boolean
  retentionPolicy: { enabled: boolean; days: number }
}

/** Where a resource sends its logs to. */
export interface DiagnosticSetting {
  name: string
  /** ARM id of the resource. */
  resourceId: string
  workspaceId: string | null
  storageAccountId: string | null
  eventHubAuthorizationRuleId: string | null
  eventHubName: string | null
  marketplacePartnerId: string | null
  serviceBusRuleId: string | null
  logAnalyticsDestinationType: string | null
  logs: readonly DiagnosticKind[]
  metrics: readonly (Omit<DiagnosticKind, 'categoryGroup'> & { timeGrain: string | null })[]
}

export function findSetting(db: Db, resourceId: string, name: string): DiagnosticSetting | null {
  const row = db
    .sql('SELECT * FROM diagnostic_settings WHERE resource_key = ? AND name = ?')
    .get(scopeKey(resourceId), name)
  return row ? toSetting(row) : null
}

/** The settings of a resource, by name. */
export function listSettings(db: Db, resourceId: string): DiagnosticSetting[] {
  return db
    .sql('SELECT * FROM diagnostic_settings WHERE resource_key = ? ORDER BY name')
    .all(scopeKey(resourceId))
    .map(toSetting)
}

/**
 * Adds or replaces a setting, inside a write. What is audited from now on goes where it says; what a
 * workspace has got before stays there.
 */
export function putSetting(db: Db, setting: DiagnosticSetting): void {
  const before = findSetting(db, setting.resourceId, setting.name)
  const { name, resourceId, ...properties } = setting
  db.sql(
    `INSERT INTO diagnostic_settings (resource_key, name, resource_id, properties)
     VALUES (?, ?, ?, ?)
     ON CONFLICT (resource_key, name) DO UPDATE SET properties = excluded.properties`,
  ).run(scopeKey(resourceId), name, resourceId, JSON.stringify(properties))
  const [old, wanted] = [before ? targetOf(before) : null, targetOf(setting)]
  if (JSON.stringify(old) === JSON.stringify(wanted)) return
  closeRoutes(db, resourceId, name)
  if (wanted) openRoute(db, { resourceId, setting: name, ...wanted })
}

/** Takes a setting away, inside a write. False when there was none. */
export function deleteSetting(db: Db, resourceId: string, name: string): boolean {
  closeRoutes(db, resourceId, name)
  const { changes } = db
    .sql('DELETE FROM diagnostic_settings WHERE resource_key = ? AND name = ?')
    .run(scopeKey(resourceId), name)
  return Number(changes) > 0
}

/** The kinds of log that hold the audit events. */
export function sendsAuditEvents(setting: DiagnosticSetting): boolean {
  return setting.logs.some(
    ({ category, categoryGroup, enabled }) =>
      enabled &&
      (category?.toLowerCase() === 'auditevent' ||
        ['audit', 'alllogs'].includes(categoryGroup?.toLowerCase() ?? '')),
  )
}

function targetOf(setting: DiagnosticSetting) {
  if (setting.workspaceId === null || !sendsAuditEvents(setting)) return null
  const isDedicated = setting.logAnalyticsDestinationType?.toLowerCase() === 'dedicated'
  return {
    workspaceId: setting.workspaceId,
    table: isDedicated ? 'AZKVAuditLogs' : 'AzureDiagnostics',
  }
}

function toSetting(row: Row): DiagnosticSetting {
  // Only putSetting writes this column, so its shape is ours.
  const properties: Omit<DiagnosticSetting, 'name' | 'resourceId'> = JSON.parse(
    text(row, 'properties'),
  )
  return { name: text(row, 'name'), resourceId: text(row, 'resource_id'), ...properties }
}
