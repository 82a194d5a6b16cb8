import { randomUUID } from 'node:crypto'
import { keyVaultProvider } from '../api-versions.ts'
import { optionalObject, optionalText } from '../body.ts'
import type { Operation, ReadOperation, WriteOperation } from '../call.ts'
import { resourceNotFound } from '../errors.ts'
import {
  connectionStates,
  type EndpointConnection,
  findConnection,
  listConnections,
  putConnection,
  removeConnection,
} from '../networks/private-endpoint-table.ts'
import { connectionBody } from './connection-wire.ts'
import { invalidValue } from './errors.ts'
import { requireVault, vaultPath, vaultPlace } from './path.ts'
import { findVault } from './table.ts'
import { vaultType } from './wire.ts'

const path = `${vaultPath}/privateendpointconnections`
const actions = `${vaultType}/privateEndpointConnections`
const common = { category: 'AuditEvent', versions: keyVaultProvider } as const

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/private-endpoint-connections/list-by-resource */
const list: ReadOperation = {
  ...common,
  method: 'GET',
  path,
  name: 'VaultGet',
  handle(call, param) {
    const vault = requireVault(call, vaultPlace(call, param, 'privateEndpointConnections/read'))
    const value = listConnections(call.ctx.store, vault.key).map((one) =>
      connectionBody(vault, one),
    )
    return { status: 200, body: { value } }
  },
}

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/private-endpoint-connections/get */
const get: ReadOperation = {
  ...common,
  method: 'GET',
  path: `${path}/:connection`,
  name: 'VaultGet',
  handle(call, param) {
    const vault = requireVault(call, vaultPlace(call, param, 'privateEndpointConnections/read'))
    const connection = findConnection(call.ctx.store, vault.key, param('connection'))
    if (!connection) return { status: 204 }
    return { status: 200, body: connectionBody(vault, connection) }
  },
}

/**
 * Approves or rejects a connection that an endpoint asked for.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/private-endpoint-connections/put
 */
const put: WriteOperation = {
  ...common,
  method: 'PUT',
  path: `${path}/:connection`,
  name: 'VaultPatch',
  prepare(call, param) {
    const place = vaultPlace(call, param, 'privateEndpointConnections/write')
    const properties = optionalObject(call.body(), 'properties') ?? {}
    const state = optionalObject(properties, 'privateLinkServiceConnectionState') ?? {}
    const given = optionalText(state, 'status') ?? ''
    const status = connectionStates.find((one) => one.toLowerCase() === given.toLowerCase())
    if (!status) {
      throw invalidValue('properties.privateLinkServiceConnectionState.status', given)
    }
    return (db) => {
      const vault = requireVault(call, place)
      const before = findConnection(db, vault.key, param('connection'))
      if (!before) throw resourceNotFound(actions, param('connection'), place.resourceGroup)
      const description = optionalText(state, 'description') ?? before.description
      const after = { ...before, status, description, etag: randomUUID() }
      putConnection(db, after)
      return { status: 200, body: connectionBody(vault, after) }
    }
  },
}

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/private-endpoint-connections/delete */
const remove: WriteOperation = {
  ...common,
  method: 'DELETE',
  path: `${path}/:connection`,
  name: 'VaultPatch',
  prepare(call, param) {
    const place = vaultPlace(call, param, 'privateEndpointConnections/delete')
    return (db) => {
      const vault = findVault(db, place)
      const connection = vault && findConnection(db, vault.key, param('connection'))
      if (!vault || !connection) return { status: 204 }
      removeConnection(db, vault.key, connection.name)
      const gone: EndpointConnection = { ...connection, status: 'Disconnected' }
      return { status: 200, body: connectionBody(vault, gone, 'Disconnected') }
    }
  },
}

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/private-link-resources/list-by-vault */
const linkResources: ReadOperation = {
  ...common,
  method: 'GET',
  path: `${vaultPath}/privatelinkresources`,
  name: 'VaultGet',
  handle(call, param) {
    const vault = requireVault(call, vaultPlace(call, param, 'privateLinkResources/read'))
    const resource = {
      id: `${vault.id}/privateLinkResources/vault`,
      name: 'vault',
      type: `${vaultType}/privateLinkResources`,
      properties: {
        groupId: 'vault',
        requiredMembers: ['default'],
        requiredZoneNames: ['privatelink.vaultcore.azure.net'],
      },
    }
    return { status: 200, body: { value: [resource] } }
  },
}

export const connectionOperations: readonly Operation[] = [list, get, put, remove, linkResources]
