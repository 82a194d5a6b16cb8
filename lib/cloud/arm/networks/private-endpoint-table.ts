import { integer, type Row, text } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import { networkResourceId } from './place.ts'
import type { Place } from './table.ts'

/** A private endpoint: an address in a subnet that leads to one vault. */
export interface PrivateEndpoint extends Place {
  key: number
  location: string
  tags: Record<string, string>
  subnetId: string
  /** The request for the connection, as the caller made it. */
  connection: { name: string; groupIds: readonly string[]; message: string; manual: boolean }
  /** ARM id of the vault. */
  serviceId: string
}

export const connectionStates = ['Pending', 'Approved', 'Rejected', 'Disconnected'] as const
export type ConnectionState = (typeof connectionStates)[number]

/** What a vault knows of an endpoint that leads to it. */
export interface EndpointConnection {
  /** Row key of the vault. */
  vault: number
  name: string
  endpointId: string
  status: ConnectionState
  description: string
  etag: string
}

export function findPrivateEndpoint(db: Db, place: Place): PrivateEndpoint | null {
  const row = db
    .sql(
      'SELECT * FROM private_endpoints WHERE subscription_id = ? AND resource_group = ? AND name = ?',
    )
    .get(place.subscriptionId, place.resourceGroup, place.name)
  return row ? toEndpoint(row) : null
}

/** The endpoints of a subscription, or of one group in it, by group and name. */
export function listPrivateEndpoints(
  db: Db,
  subscriptionId: string,
  resourceGroup?: string,
): PrivateEndpoint[] {
  const rows =
    resourceGroup === undefined
      ? db
          .sql(
            'SELECT * FROM private_endpoints WHERE subscription_id = ? ORDER BY resource_group, name',
          )
          .all(subscriptionId)
      : db
          .sql(
            'SELECT * FROM private_endpoints WHERE subscription_id = ? AND resource_group = ? ORDER BY name',
          )
          .all(subscriptionId, resourceGroup)
  return rows.map(toEndpoint)
}

/** Inside a write; the place must be free. */
export function insertPrivateEndpoint(db: Db, endpoint: Omit<PrivateEndpoint, 'key'>): void {
  db.sql(
    `INSERT INTO private_endpoints (subscription_id, resource_group, name, location, tags, subnet_id, connection, service_id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    endpoint.subscriptionId,
    endpoint.resourceGroup,
    endpoint.name,
    endpoint.location,
    JSON.stringify(endpoint.tags),
    endpoint.subnetId,
    JSON.stringify(endpoint.connection),
    endpoint.serviceId,
  )
}

/** Removes the endpoint and what vaults know of it, inside a write. */
export function removePrivateEndpoint(db: Db, endpoint: PrivateEndpoint): void {
  db.sql('DELETE FROM private_endpoint_connections WHERE endpoint_id = ?').run(
    networkResourceId('privateEndpoints', endpoint),
  )
  db.sql('DELETE FROM private_endpoints WHERE key = ?').run(endpoint.key)
}

/** The connections of a vault, by name. */
export function listConnections(db: Db, vault: number): EndpointConnection[] {
  return db
    .sql('SELECT * FROM private_endpoint_connections WHERE vault = ? ORDER BY name')
    .all(vault)
    .map(toConnection)
}

export function findConnection(db: Db, vault: number, name: string): EndpointConnection | null {
  const row = db
    .sql('SELECT * FROM private_endpoint_connections WHERE vault = ? AND name = ?')
    .get(vault, name)
  return row ? toConnection(row) : null
}

/** The connection that an endpoint has, if its vault still knows it. */
export function connectionOf(db: Db, endpointId: string): EndpointConnection | null {
  const row = db
    .sql('SELECT * FROM private_endpoint_connections WHERE endpoint_id = ?')
    .get(endpointId)
  return row ? toConnection(row) : null
}

/** Makes or changes a connection, inside a write. */
export function putConnection(db: Db, connection: EndpointConnection): void {
  db.sql(
    `INSERT INTO private_endpoint_connections (vault, name, endpoint_id, status, description, etag)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET status = excluded.status, description = excluded.description, etag = excluded.etag`,
  ).run(
    connection.vault,
    connection.name,
    connection.endpointId,
    connection.status,
    connection.description,
    connection.etag,
  )
}

export function removeConnection(db: Db, vault: number, name: string): void {
  db.sql('DELETE FROM private_endpoint_connections WHERE vault = ? AND name = ?').run(vault, name)
}

function toEndpoint(row: Row): PrivateEndpoint {
  // Only insertPrivateEndpoint writes these columns, so their shape is ours.
  const tags: Record<string, string> = JSON.parse(text(row, 'tags'))
  const connection: PrivateEndpoint['connection'] = JSON.parse(text(row, 'connection'))
  return {
    key: integer(row, 'key'),
    subscriptionId: text(row, 'subscription_id'),
    resourceGroup: text(row, 'resource_group'),
    name: text(row, 'name'),
    location: text(row, 'location'),
    tags,
    subnetId: text(row, 'subnet_id'),
    connection,
    serviceId: text(row, 'service_id'),
  }
}

function toConnection(row: Row): EndpointConnection {
  const status = text(row, 'status')
  return {
    vault: integer(row, 'vault'),
    name: text(row, 'name'),
    endpointId: text(row, 'endpoint_id'),
    status: connectionStates.find((one) => one === status) ?? 'Disconnected',
    description: text(row, 'description'),
    etag: text(row, 'etag'),
  }
}
