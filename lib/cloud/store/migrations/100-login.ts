import type { Migration } from '../migrate.ts'

/** The directory, the login service's grants, and the few settings of the cloud itself. */
export const login: Migration = {
  id: 100,
  name: 'login',
  sql: `
CREATE TABLE cloud_setting (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE login_user (
  object_id TEXT PRIMARY KEY,
  user_principal_name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  display_name TEXT NOT NULL,
  roles TEXT NOT NULL CHECK (json_valid(roles))
) STRICT, WITHOUT ROWID;

CREATE TABLE login_group (
  object_id TEXT PRIMARY KEY,
  display_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE login_group_member (
  member_id TEXT NOT NULL,
  group_id TEXT NOT NULL REFERENCES login_group (object_id) ON DELETE CASCADE,
  PRIMARY KEY (member_id, group_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE login_application (
  client_id TEXT PRIMARY KEY,
  object_id TEXT NOT NULL UNIQUE,
  display_name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('Application', 'ManagedIdentity')),
  secret_hash BLOB,
  api_scope TEXT,
  spa_redirect_uris TEXT NOT NULL CHECK (json_valid(spa_redirect_uris)),
  web_redirect_uris TEXT NOT NULL CHECK (json_valid(web_redirect_uris))
) STRICT, WITHOUT ROWID;

CREATE TABLE login_code (
  hash BLOB PRIMARY KEY,
  family TEXT NOT NULL,
  client_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  redirect_uri TEXT NOT NULL,
  scope TEXT NOT NULL,
  nonce TEXT,
  challenge TEXT,
  expires_at INTEGER NOT NULL,
  redeemed_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX login_code_expiry ON login_code (expires_at);

CREATE TABLE login_refresh (
  hash BLOB PRIMARY KEY,
  family TEXT NOT NULL,
  client_id TEXT NOT NULL,
  user_id TEXT NOT NULL,
  scope TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  rotated_at INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX login_refresh_expiry ON login_refresh (expires_at);
CREATE INDEX login_refresh_family ON login_refresh (family);
CREATE INDEX login_refresh_user ON login_refresh (user_id, client_id);
`,
}
