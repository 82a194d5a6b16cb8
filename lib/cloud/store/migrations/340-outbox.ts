import type { Migration } from '../migrate.ts'

/** Mails that the cloud would have sent, in the order in which it did. `recipients` is JSON. */
export const outbox: Migration = {
  id: 340,
  name: 'outbox',
  sql: `
CREATE TABLE outbox_mails (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  time_ms INTEGER NOT NULL, kind TEXT NOT NULL,
  vault TEXT NOT NULL, certificate TEXT NOT NULL,
  recipients TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
`,
}
