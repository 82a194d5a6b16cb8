import type { Migration } from '../migrate.ts'

/**
 * What a vault knows of the authorities that issue for it, and whom it tells about its certificates.
 * `contacts`, `organization` and `administrators` are JSON in the wire's own member names; the
 * password of an account is sealed.
 */
export const vaultIssuers: Migration = {
  id: 330,
  name: 'certificate issuers and contacts',
  sql: `
CREATE TABLE vault_certificate_contacts (
  vault INTEGER PRIMARY KEY, contacts TEXT NOT NULL
) STRICT;

CREATE TABLE vault_certificate_issuers (
  vault INTEGER NOT NULL, name TEXT NOT NULL, display TEXT NOT NULL,
  provider TEXT NOT NULL, account_id TEXT, sealed BLOB,
  organization TEXT, administrators TEXT,
  enabled INTEGER NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL,
  PRIMARY KEY (vault, name)
) STRICT, WITHOUT ROWID;
`,
}
