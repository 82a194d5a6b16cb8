import type { Migration } from '../migrate.ts'

/** What the directory knows of people, groups and applications besides who may sign in. */
export const directoryMigration: Migration = {
  id: 110,
  name: 'directory',
  sql: `
ALTER TABLE login_user ADD COLUMN profile TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(profile));
ALTER TABLE login_user ADD COLUMN signs_in INTEGER NOT NULL DEFAULT 1;
ALTER TABLE login_group ADD COLUMN description TEXT;
ALTER TABLE login_application ADD COLUMN alternative_names TEXT NOT NULL DEFAULT '[]'
  CHECK (json_valid(alternative_names));
ALTER TABLE login_application ADD COLUMN graph_roles TEXT NOT NULL DEFAULT '[]'
  CHECK (json_valid(graph_roles));
CREATE INDEX login_group_member_by_group ON login_group_member (group_id, member_id);
`,
}
