import type { Migration } from '../migrate.ts'

/** Certificates with which applications prove who they are, in place of a secret. */
export const clientCertificatesMigration: Migration = {
  id: 111,
  name: 'client certificates',
  sql: `
CREATE TABLE login_client_certificate (
  client_id TEXT NOT NULL,
  thumbprint BLOB NOT NULL,
  certificate BLOB NOT NULL,
  PRIMARY KEY (client_id, thumbprint)
) STRICT, WITHOUT ROWID;
`,
}
