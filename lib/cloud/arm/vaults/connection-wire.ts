import type { Db } from '../../store/store.ts'
import { type EndpointConnection, listConnections } from '../networks/private-endpoint-table.ts'
import type { VaultRecord } from './vault-record.ts'

/** The connections as part of the vault; absent while there are none. */
export function connectionsOf(db: Db, vault: VaultRecord): object {
  const connections = listConnections(db, vault.key)
  if (connections.length === 0) return {}
  return {
    privateEndpointConnections: connections.map((one) => ({
      id: connectionId(vault, one),
      properties: connectionProperties(one, 'Succeeded'),
    })),
  }
}

/** A connection as a resource of its own. */
export function connectionBody(
  vault: VaultRecord,
  connection: EndpointConnection,
  provisioningState = 'Succeeded',
): object {
  return {
    id: connectionId(vault, connection),
    name: connection.name,
    type: 'Microsoft.KeyVault/vaults/privateEndpointConnections',
    etag: `W/"${connection.etag}"`,
    properties: connectionProperties(connection, provisioningState),
  }
}

function connectionId(vault: VaultRecord, connection: EndpointConnection): string {
  return `${vault.id}/privateEndpointConnections/${connection.name}`
}

function connectionProperties(connection: EndpointConnection, provisioningState: string): object {
  return {
    provisioningState,
    privateEndpoint: { id: connection.endpointId },
    privateLinkServiceConnectionState: {
      status: connection.status,
      description: connection.description,
      actionsRequired: 'None',
    },
  }
}
