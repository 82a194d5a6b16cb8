import type { Migration } from '../migrate.ts'

/** Subscriptions, resource groups, vaults and role assignments. Names match without regard to case. */
export const armMigration: Migration = {
  id: 200,
  name: 'arm',
  sql: `
CREATE TABLE subscriptions (
  id TEXT PRIMARY KEY,
  tenant_id TEXT NOT NULL,
  display_name TEXT NOT NULL,
  state TEXT NOT NULL
) STRICT;

CREATE TABLE resource_groups (
  subscription_id TEXT NOT NULL REFERENCES subscriptions (id),
  name TEXT NOT NULL COLLATE NOCASE,
  location TEXT NOT NULL,
  tags TEXT NOT NULL,
  PRIMARY KEY (subscription_id, name)
) STRICT;

CREATE TABLE vaults (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  subscription_id TEXT NOT NULL,
  resource_group TEXT NOT NULL COLLATE NOCASE,
  location TEXT NOT NULL,
  tags TEXT NOT NULL,
  properties TEXT NOT NULL,
  system_data TEXT NOT NULL,
  FOREIGN KEY (subscription_id, resource_group) REFERENCES resource_groups (subscription_id, name)
) STRICT;
CREATE INDEX vaults_by_group ON vaults (subscription_id, resource_group, name);

CREATE TABLE role_assignments (
  id TEXT PRIMARY KEY,
  scope TEXT NOT NULL,
  scope_key TEXT NOT NULL,
  role_id TEXT NOT NULL,
  principal_id TEXT NOT NULL,
  principal_type TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  UNIQUE (principal_id, role_id, scope_key)
) STRICT;
`,
}
