import type { Migration } from '../migrate.ts'

/** Custom roles, and what an assignment has besides who, what and where. */
export const authorizationMigration: Migration = {
  id: 230,
  name: 'authorization',
  sql: `
ALTER TABLE role_assignments ADD COLUMN description TEXT;
ALTER TABLE role_assignments ADD COLUMN condition TEXT;
ALTER TABLE role_assignments ADD COLUMN updated_ms INTEGER;
ALTER TABLE role_assignments ADD COLUMN updated_by TEXT;
CREATE INDEX role_assignments_by_scope ON role_assignments (scope_key, id);
CREATE INDEX role_assignments_by_role ON role_assignments (role_id);

CREATE TABLE role_definitions (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  definition TEXT NOT NULL CHECK (json_valid(definition)),
  created_ms INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  updated_ms INTEGER NOT NULL,
  updated_by TEXT NOT NULL
) STRICT;
`,
}
