import type { Migration } from '../migrate.ts'

/** Indexes for the lists of keys and secrets, live and deleted. */
export const deletedObjects: Migration = {
  id: 320,
  name: 'deleted objects',
  sql: `
CREATE INDEX vault_keys_live ON vault_keys (vault, name) WHERE deleted_at IS NULL;
CREATE INDEX vault_keys_deleted ON vault_keys (vault, name) WHERE deleted_at IS NOT NULL;
CREATE INDEX vault_secrets_live ON vault_secrets (vault, name) WHERE deleted_at IS NULL;
CREATE INDEX vault_secrets_deleted ON vault_secrets (vault, name) WHERE deleted_at IS NOT NULL;
`,
}
