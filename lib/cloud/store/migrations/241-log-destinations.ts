import type { Migration } from '../migrate.ts'

/**
 * Log Analytics workspaces, diagnostic settings, and which rows of the audit chain each workspace has
 * got by them: those of the resource after one row, up to another once the setting is gone.
 */
export const logDestinationsMigration: Migration = {
  id: 241,
  name: 'log destinations',
  sql: `
CREATE TABLE workspaces (
  id_key TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  customer_id TEXT NOT NULL UNIQUE,
  subscription_id TEXT NOT NULL,
  resource_group TEXT NOT NULL COLLATE NOCASE,
  name TEXT NOT NULL COLLATE NOCASE,
  location TEXT NOT NULL,
  tags TEXT NOT NULL,
  properties TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  modified_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX workspaces_by_group ON workspaces (subscription_id, resource_group, name);

CREATE TABLE diagnostic_settings (
  resource_key TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  resource_id TEXT NOT NULL,
  properties TEXT NOT NULL,
  PRIMARY KEY (resource_key, name)
) STRICT;

CREATE TABLE diagnostic_routes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace_key TEXT NOT NULL,
  resource_key TEXT NOT NULL,
  setting TEXT NOT NULL COLLATE NOCASE,
  log_table TEXT NOT NULL,
  after_seq INTEGER NOT NULL,
  until_seq INTEGER
) STRICT;
CREATE INDEX diagnostic_routes_by_workspace ON diagnostic_routes (workspace_key, log_table);
CREATE INDEX diagnostic_routes_by_resource ON diagnostic_routes (resource_key, setting);
`,
}
