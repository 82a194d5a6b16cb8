import type { Migration } from '../migrate.ts'

/**
 * Objects of the vaults. `vault` is the key of the vault row; `name` is lower case (names match without case);
 * `display` keeps the spelling of the first creation. Times are epoch seconds on the cloud's clock.
 *
 * A version of a certificate refers to the key and the secret of the same version, so the database
 * itself refuses a certificate without its twins. A private key is kept once, sealed, with the key;
 * the secret's PFX is composed at its first reading and kept, so that readers see stable bytes.
 */
export const vaultObjects: Migration = {
  id: 300,
  name: 'vault objects',
  sql: `
CREATE TABLE vault_keys (
  vault INTEGER NOT NULL, name TEXT NOT NULL, display TEXT NOT NULL,
  current TEXT NOT NULL, managed INTEGER NOT NULL,
  deleted_at INTEGER, purge_at INTEGER,
  PRIMARY KEY (vault, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE vault_key_versions (
  vault INTEGER NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL, enabled INTEGER NOT NULL,
  nbf INTEGER, exp INTEGER, tags TEXT,
  public TEXT NOT NULL, operations TEXT NOT NULL, exportable INTEGER NOT NULL, sealed BLOB NOT NULL,
  PRIMARY KEY (vault, name, version)
) STRICT;

CREATE TABLE vault_secrets (
  vault INTEGER NOT NULL, name TEXT NOT NULL, display TEXT NOT NULL,
  current TEXT NOT NULL, managed INTEGER NOT NULL,
  deleted_at INTEGER, purge_at INTEGER,
  PRIMARY KEY (vault, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE vault_secret_versions (
  vault INTEGER NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL, enabled INTEGER NOT NULL,
  nbf INTEGER, exp INTEGER, tags TEXT,
  content_type TEXT, sealed BLOB,
  PRIMARY KEY (vault, name, version)
) STRICT;

CREATE TABLE vault_certificates (
  vault INTEGER NOT NULL, name TEXT NOT NULL, display TEXT NOT NULL,
  current TEXT,
  policy TEXT NOT NULL, policy_created INTEGER NOT NULL, policy_updated INTEGER NOT NULL,
  deleted_at INTEGER, purge_at INTEGER,
  PRIMARY KEY (vault, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX vault_certificates_live ON vault_certificates (vault, name)
  WHERE deleted_at IS NULL AND current IS NOT NULL;
CREATE INDEX vault_certificates_deleted ON vault_certificates (vault, name)
  WHERE deleted_at IS NOT NULL;
CREATE INDEX vault_certificates_purge ON vault_certificates (purge_at) WHERE purge_at IS NOT NULL;

CREATE TABLE vault_certificate_versions (
  vault INTEGER NOT NULL, name TEXT NOT NULL, version TEXT NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL, enabled INTEGER NOT NULL,
  nbf INTEGER NOT NULL, exp INTEGER NOT NULL, tags TEXT,
  thumbprint BLOB NOT NULL, leaf BLOB NOT NULL, chain BLOB, preserve_order INTEGER NOT NULL,
  PRIMARY KEY (vault, name, version),
  FOREIGN KEY (vault, name, version) REFERENCES vault_key_versions (vault, name, version),
  FOREIGN KEY (vault, name, version) REFERENCES vault_secret_versions (vault, name, version)
) STRICT;

CREATE TABLE vault_certificate_operations (
  vault INTEGER NOT NULL, name TEXT NOT NULL,
  request_id TEXT NOT NULL, version TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('inProgress', 'completed', 'cancelled', 'failed')),
  issuer TEXT NOT NULL, csr BLOB, cancellation_requested INTEGER NOT NULL, error TEXT,
  created INTEGER NOT NULL, enabled INTEGER NOT NULL, tags TEXT, preserve_order INTEGER NOT NULL,
  sealed BLOB,
  PRIMARY KEY (vault, name)
) STRICT;
CREATE INDEX vault_certificate_operations_running ON vault_certificate_operations (vault, name)
  WHERE status = 'inProgress';
`,
}
