import type { Migration } from '../migrate.ts'

/** What stands around a vault's firewall: networks, their subnets, private endpoints and their connections. */
export const networksMigration: Migration = {
  id: 221,
  name: 'networks',
  sql: `
CREATE TABLE virtual_networks (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  subscription_id TEXT NOT NULL,
  resource_group TEXT NOT NULL COLLATE NOCASE,
  name TEXT NOT NULL COLLATE NOCASE,
  location TEXT NOT NULL,
  tags TEXT NOT NULL,
  prefixes TEXT NOT NULL,
  UNIQUE (subscription_id, resource_group, name),
  FOREIGN KEY (subscription_id, resource_group) REFERENCES resource_groups (subscription_id, name)
) STRICT;

CREATE TABLE subnets (
  network INTEGER NOT NULL REFERENCES virtual_networks (key) ON DELETE CASCADE,
  name TEXT NOT NULL COLLATE NOCASE,
  prefix TEXT NOT NULL,
  endpoints TEXT NOT NULL,
  PRIMARY KEY (network, name)
) STRICT;

CREATE TABLE private_endpoints (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  subscription_id TEXT NOT NULL,
  resource_group TEXT NOT NULL COLLATE NOCASE,
  name TEXT NOT NULL COLLATE NOCASE,
  location TEXT NOT NULL,
  tags TEXT NOT NULL,
  subnet_id TEXT NOT NULL,
  connection TEXT NOT NULL,
  service_id TEXT NOT NULL,
  UNIQUE (subscription_id, resource_group, name),
  FOREIGN KEY (subscription_id, resource_group) REFERENCES resource_groups (subscription_id, name)
) STRICT;

CREATE TABLE private_endpoint_connections (
  vault INTEGER NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  endpoint_id TEXT NOT NULL COLLATE NOCASE,
  status TEXT NOT NULL,
  description TEXT NOT NULL,
  etag TEXT NOT NULL,
  PRIMARY KEY (vault, name)
) STRICT;
CREATE INDEX private_endpoint_connections_by_endpoint ON private_endpoint_connections (endpoint_id);
`,
}
