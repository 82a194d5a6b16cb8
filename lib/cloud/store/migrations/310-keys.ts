import type { Migration } from '../migrate.ts'

/**
 * Keys of their own. Policies belong to the name, not to a version, as in the service: `release_policy`
 * and `rotation_policy` are JSON. `rotate_at`, epoch seconds, is when the rotation policy asks for the
 * next version; kept with every change, so that a scheduler walks an index. `key_size` is the bits of a
 * symmetric key, which has no public members that would tell.
 */
export const keysMigration: Migration = {
  id: 310,
  name: 'keys',
  sql: `
ALTER TABLE vault_keys ADD COLUMN release_policy TEXT;
ALTER TABLE vault_keys ADD COLUMN rotation_policy TEXT;
ALTER TABLE vault_keys ADD COLUMN rotate_at INTEGER;
CREATE INDEX vault_keys_rotate ON vault_keys (rotate_at) WHERE rotate_at IS NOT NULL;
ALTER TABLE vault_key_versions ADD COLUMN key_size INTEGER;
`,
}
