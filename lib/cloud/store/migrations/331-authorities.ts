import type { Migration } from '../migrate.ts'

/**
 * The simulated authorities: their certificates with the sealed keys, the accounts that they know
 * (the password only as a MAC), the domains that they vetted for an account (empty: for all of a
 * provider), and which of them are down. And when the authority of an operation will answer, in
 * milliseconds of real time; absent as long as nothing was ordered.
 */
export const authorities: Migration = {
  id: 331,
  name: 'simulated certificate authorities',
  sql: `
CREATE TABLE ca_authorities (
  provider TEXT PRIMARY KEY, root BLOB NOT NULL, root_key BLOB NOT NULL,
  intermediate BLOB NOT NULL, intermediate_key BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE ca_accounts (
  provider TEXT NOT NULL, account_id TEXT NOT NULL, password_mac BLOB NOT NULL,
  organization TEXT NOT NULL,
  PRIMARY KEY (provider, account_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE ca_domains (
  provider TEXT NOT NULL, account_id TEXT NOT NULL, domain TEXT NOT NULL,
  PRIMARY KEY (provider, account_id, domain)
) STRICT, WITHOUT ROWID;

CREATE TABLE ca_outages (provider TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

ALTER TABLE vault_certificate_operations ADD COLUMN answer_at INTEGER;
ALTER TABLE vault_certificate_operations ADD COLUMN renewal INTEGER NOT NULL DEFAULT 0;
`,
}
