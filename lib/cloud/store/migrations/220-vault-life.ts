import type { Migration } from '../migrate.ts'

/**
 * Vaults after their deletion, and purges that still remove objects. A vault keeps its key all the
 * way, so its objects come back with it; a key is never used twice, so nothing of a purged vault can
 * turn up in another one. `vault` stands for the key here as in the tables of the objects.
 */
export const vaultLifeMigration: Migration = {
  id: 220,
  name: 'vault life',
  sql: `
CREATE TABLE deleted_vaults (
  key INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  subscription_id TEXT NOT NULL,
  resource_group TEXT NOT NULL COLLATE NOCASE,
  location TEXT NOT NULL,
  tags TEXT NOT NULL,
  properties TEXT NOT NULL,
  system_data TEXT NOT NULL,
  deleted_ms INTEGER NOT NULL,
  purge_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX deleted_vaults_by_subscription ON deleted_vaults (subscription_id, name);
CREATE INDEX deleted_vaults_by_purge ON deleted_vaults (purge_ms);

CREATE TABLE vault_purges (
  id TEXT PRIMARY KEY,
  key INTEGER NOT NULL,
  subscription_id TEXT NOT NULL,
  created_ms INTEGER NOT NULL,
  done_ms INTEGER
) STRICT;
CREATE INDEX vault_purges_running ON vault_purges (key) WHERE done_ms IS NULL;
`,
}
