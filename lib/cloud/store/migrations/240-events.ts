import type { Migration } from '../migrate.ts'

/** Events of vaults that wait for their delivery. */
export const eventsMigration: Migration = {
  id: 240,
  name: 'events',
  sql: `
CREATE TABLE events (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  topic TEXT NOT NULL,
  type TEXT NOT NULL,
  subject TEXT NOT NULL,
  time_ms INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;
`,
}
