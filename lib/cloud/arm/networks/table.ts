import { integer, type Row, text } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'

/** Where a resource is: its subscription, group and name. Names match without case. */
export interface Place {
  subscriptionId: string
  resourceGroup: string
  name: string
}

export interface Subnet {
  name: string
  /** CIDR notation; empty when none was given. */
  prefix: string
  /** Services that the subnet has an endpoint for, such as `Microsoft.KeyVault`. */
  endpoints: readonly string[]
}

export interface VirtualNetwork extends Place {
  key: number
  location: string
  tags: Record<string, string>
  /** Address space in CIDR notation. */
  prefixes: readonly string[]
}

export function findNetwork(db: Db, place: Place): VirtualNetwork | null {
  const row = db
    .sql(
      'SELECT * FROM virtual_networks WHERE subscription_id = ? AND resource_group = ? AND name = ?',
    )
    .get(place.subscriptionId.toLowerCase(), place.resourceGroup, place.name)
  return row ? toNetwork(row) : null
}

/** The networks of a subscription, or of one group in it, by group and name. */
export function listNetworks(
  db: Db,
  subscriptionId: string,
  resourceGroup?: string,
): VirtualNetwork[] {
  const rows =
    resourceGroup === undefined
      ? db
          .sql(
            'SELECT * FROM virtual_networks WHERE subscription_id = ? ORDER BY resource_group, name',
          )
          .all(subscriptionId)
      : db
          .sql(
            'SELECT * FROM virtual_networks WHERE subscription_id = ? AND resource_group = ? ORDER BY name',
          )
          .all(subscriptionId, resourceGroup)
  return rows.map(toNetwork)
}

/** Makes or replaces a network, inside a write. Its subnets stay. */
export function putNetwork(db: Db, network: Omit<VirtualNetwork, 'key'>): void {
  db.sql(
    `INSERT INTO virtual_networks (subscription_id, resource_group, name, location, tags, prefixes)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET tags = excluded.tags, prefixes = excluded.prefixes`,
  ).run(
    network.subscriptionId.toLowerCase(),
    network.resourceGroup,
    network.name,
    network.location,
    JSON.stringify(network.tags),
    JSON.stringify(network.prefixes),
  )
}

/** Inside a write; takes the subnets along. */
export function removeNetwork(db: Db, key: number): void {
  db.sql('DELETE FROM virtual_networks WHERE key = ?').run(key)
}

export function listSubnets(db: Db, network: number): Subnet[] {
  return db.sql('SELECT * FROM subnets WHERE network = ? ORDER BY name').all(network).map(toSubnet)
}

export function findSubnet(db: Db, network: number, name: string): Subnet | null {
  const row = db.sql('SELECT * FROM subnets WHERE network = ? AND name = ?').get(network, name)
  return row ? toSubnet(row) : null
}

/** Makes or replaces a subnet, inside a write. */
export function putSubnet(db: Db, network: number, subnet: Subnet): void {
  db.sql(
    `INSERT INTO subnets (network, name, prefix, endpoints) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET prefix = excluded.prefix, endpoints = excluded.endpoints`,
  ).run(network, subnet.name, subnet.prefix, JSON.stringify(subnet.endpoints))
}

export function removeSubnet(db: Db, network: number, name: string): void {
  db.sql('DELETE FROM subnets WHERE network = ? AND name = ?').run(network, name)
}

function toNetwork(row: Row): VirtualNetwork {
  // Only putNetwork writes these columns, so their shape is ours.
  const tags: Record<string, string> = JSON.parse(text(row, 'tags'))
  const prefixes: string[] = JSON.parse(text(row, 'prefixes'))
  return {
    key: integer(row, 'key'),
    subscriptionId: text(row, 'subscription_id'),
    resourceGroup: text(row, 'resource_group'),
    name: text(row, 'name'),
    location: text(row, 'location'),
    tags,
    prefixes,
  }
}

function toSubnet(row: Row): Subnet {
  const endpoints: string[] = JSON.parse(text(row, 'endpoints'))
  return { name: text(row, 'name'), prefix: text(row, 'prefix'), endpoints }
}
