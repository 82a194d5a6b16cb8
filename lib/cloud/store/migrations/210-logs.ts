import type { Migration } from '../migrate.ts'

/** Audit rows, each chained to the one before by a MAC; the head keeps the end of the chain. */
export const logsMigration: Migration = {
  id: 210,
  name: 'logs',
  sql: `
CREATE TABLE audit_records (
  seq INTEGER PRIMARY KEY,
  time_ms INTEGER NOT NULL,
  resource_id TEXT NOT NULL,
  record TEXT NOT NULL,
  mac BLOB NOT NULL
) STRICT;
CREATE INDEX audit_records_by_resource ON audit_records (resource_id, time_ms);

CREATE TABLE audit_head (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  seq INTEGER NOT NULL,
  mac BLOB NOT NULL,
  seal BLOB NOT NULL
) STRICT;
`,
}
