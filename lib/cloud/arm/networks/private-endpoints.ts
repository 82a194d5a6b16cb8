import { randomUUID } from 'node:crypto'
import type { Db } from '../../store/store.ts'
import type { JsonObject } from '../../vault/json.ts'
import {
  invalidContent,
  optionalObject,
  optionalObjects,
  optionalText,
  optionalTexts,
} from '../body.ts'
import type { Operation, ProvenCall, ReadOperation, WriteOperation } from '../call.ts'
import { ArmError, linkedAuthorizationFailed } from '../errors.ts'
import { readLocation } from '../locations.ts'
import { paginate } from '../paging.ts'
import { allows } from '../steps/authorize.ts'
import { readTags } from '../tags.ts'
import { findVaultById } from '../vaults/table.ts'
import { networkProvider } from './api-versions.ts'
import {
  networkNotFound,
  networkPlace,
  networkResourceId,
  requireNetworkName,
  visibleOf,
} from './place.ts'
import {
  connectionOf,
  findPrivateEndpoint,
  insertPrivateEndpoint,
  listPrivateEndpoints,
  type PrivateEndpoint,
  putConnection,
  removePrivateEndpoint,
} from './private-endpoint-table.ts'

const type = 'privateEndpoints'
const inGroup =
  '/subscriptions/:subscription/resourcegroups/:group/providers/microsoft.network/privateendpoints'
const common = { category: 'Administrative', versions: networkProvider } as const
const approval = 'Microsoft.KeyVault/vaults/privateEndpointConnectionsApproval/action'

function list(path: string): ReadOperation {
  return {
    ...common,
    method: 'GET',
    path,
    name: 'Microsoft.Network/privateEndpoints/read',
    handle(call, param) {
      const { store } = call.ctx
      const visible = visibleOf(call, param, type, (subscription, group) =>
        listPrivateEndpoints(store, subscription, group),
      )
      const { value, ...rest } = paginate(call, visible, {
        markerOf: (endpoint) => [endpoint.resourceGroup, endpoint.name],
        link: 'more',
      })
      return { status: 200, body: { value: value.map((one) => endpointBody(store, one)), ...rest } }
    },
  }
}

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/private-endpoints/get */
const get: ReadOperation = {
  ...common,
  method: 'GET',
  path: `${inGroup}/:name`,
  name: 'Microsoft.Network/privateEndpoints/read',
  handle(call, param) {
    const place = networkPlace(call, param, type, 'read')
    const endpoint = findPrivateEndpoint(call.ctx.store, place)
    if (!endpoint) throw networkNotFound(type, place)
    return { status: 200, body: endpointBody(call.ctx.store, endpoint) }
  },
}

/**
 * Makes a private endpoint to a vault. A manual connection waits for the vault's owner; another one is
 * approved at once, which takes the right to approve.
 * @see https://learn.microsoft.com/rest/api/virtualnetwork/private-endpoints/create-or-update
 */
const put: WriteOperation = {
  ...common,
  method: 'PUT',
  path: `${inGroup}/:name`,
  name: 'Microsoft.Network/privateEndpoints/write',
  prepare(call, param) {
    const place = networkPlace(call, param, type, 'write')
    requireNetworkName(place.name)
    const body = call.body()
    const location = readLocation(body, 'Microsoft.Network/privateEndpoints')
    const wanted = readEndpoint(optionalObject(body, 'properties') ?? {})
    const endpoint = { ...place, ...wanted, location, tags: readTags(body) ?? {} }
    return (db) => {
      const before = findPrivateEndpoint(db, place)
      if (before && before.serviceId.toLowerCase() !== endpoint.serviceId.toLowerCase()) {
        throw invalidContent('The connections of a private endpoint cannot be changed.')
      }
      if (!before) connect(db, call, endpoint)
      const made = findPrivateEndpoint(db, place)
      if (!made) throw networkNotFound(type, place)
      return { status: before ? 200 : 201, body: endpointBody(db, made) }
    }
  },
}

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/private-endpoints/delete */
const remove: WriteOperation = {
  ...common,
  method: 'DELETE',
  path: `${inGroup}/:name`,
  name: 'Microsoft.Network/privateEndpoints/delete',
  prepare(call, param) {
    const place = networkPlace(call, param, type, 'delete')
    return (db) => {
      const endpoint = findPrivateEndpoint(db, place)
      if (!endpoint) return { status: 204 }
      removePrivateEndpoint(db, endpoint)
      return { status: 200 }
    }
  },
}

export const privateEndpointOperations: readonly Operation[] = [
  list('/subscriptions/:subscription/providers/microsoft.network/privateendpoints'),
  list(inGroup),
  get,
  put,
  remove,
]

type Wanted = Pick<PrivateEndpoint, 'subnetId' | 'connection' | 'serviceId'>

function readEndpoint(properties: JsonObject): Wanted {
  const subnetId = optionalText(optionalObject(properties, 'subnet') ?? {}, 'id') ?? ''
  const direct = optionalObjects(properties, 'privateLinkServiceConnections') ?? []
  const manual = optionalObjects(properties, 'manualPrivateLinkServiceConnections') ?? []
  const [given, ...more] = [...direct, ...manual]
  if (!given || more.length > 0) {
    throw invalidContent('A private endpoint has exactly one private link service connection.')
  }
  const wanted = optionalObject(given, 'properties') ?? {}
  return {
    subnetId,
    serviceId: optionalText(wanted, 'privateLinkServiceId') ?? '',
    connection: {
      name: optionalText(given, 'name') ?? '',
      groupIds: optionalTexts(wanted, 'groupIds') ?? [],
      message: (optionalText(wanted, 'requestMessage') ?? '').slice(0, 140),
      manual: manual.length > 0,
    },
  }
}

function connect(db: Db, call: ProvenCall, endpoint: Omit<PrivateEndpoint, 'key'>): void {
  const vault = findVaultById(db, endpoint.serviceId)
  if (!vault) {
    throw new ArmError(
      400,
      'PrivateLinkServiceNotFound',
      `The private link service '${endpoint.serviceId.slice(0, 512)}' was not found.`,
    )
  }
  const { connection } = endpoint
  if (connection.groupIds.some((group) => group.toLowerCase() !== 'vault')) {
    throw invalidContent("The groupIds of a private endpoint to a vault are 'vault'.")
  }
  if (!connection.manual && !allows(call, approval, vault.id)) {
    const id = networkResourceId(type, endpoint)
    const action = 'Microsoft.Network/privateEndpoints/write'
    throw linkedAuthorizationFailed(call.caller, action, id, approval, vault.id)
  }
  insertPrivateEndpoint(db, { ...endpoint, serviceId: vault.id })
  putConnection(db, {
    vault: vault.key,
    name: randomUUID().replaceAll('-', ''),
    endpointId: networkResourceId(type, endpoint),
    status: connection.manual ? 'Pending' : 'Approved',
    description: connection.message,
    etag: randomUUID(),
  })
}

function endpointBody(db: Db, endpoint: PrivateEndpoint): object {
  const id = networkResourceId(type, endpoint)
  const { name, groupIds, message, manual } = endpoint.connection
  const known = connectionOf(db, id)
  const connection = {
    name,
    id: `${id}/${manual ? 'manualPrivateLinkServiceConnections' : 'privateLinkServiceConnections'}/${name}`,
    properties: {
      provisioningState: 'Succeeded',
      privateLinkServiceId: endpoint.serviceId,
      groupIds,
      requestMessage: message,
      privateLinkServiceConnectionState: {
        status: known?.status ?? 'Disconnected',
        description: known?.description ?? '',
        actionsRequired: 'None',
      },
    },
  }
  return {
    name: endpoint.name,
    id,
    type: 'Microsoft.Network/privateEndpoints',
    location: endpoint.location,
    tags: endpoint.tags,
    properties: {
      provisioningState: 'Succeeded',
      subnet: { id: endpoint.subnetId },
      privateLinkServiceConnections: manual ? [] : [connection],
      manualPrivateLinkServiceConnections: manual ? [connection] : [],
    },
  }
}
