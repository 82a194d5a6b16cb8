import type { Db } from '../../store/store.ts'
import { optionalObject } from '../body.ts'
import type { Operation, ReadOperation, WriteOperation } from '../call.ts'
import { readLocation, requireSameLocation } from '../locations.ts'
import { paginate } from '../paging.ts'
import { readTags } from '../tags.ts'
import { networkProvider } from './api-versions.ts'
import { networkNotFound, networkPlace, requireNetworkName, visibleOf } from './place.ts'
import { readPrefixes, readSubnets } from './read-network.ts'
import {
  findNetwork,
  listNetworks,
  listSubnets,
  putNetwork,
  putSubnet,
  removeNetwork,
  removeSubnet,
  type Subnet,
} from './table.ts'
import { networkBody } from './wire.ts'

const type = 'virtualNetworks'
const inGroup =
  '/subscriptions/:subscription/resourcegroups/:group/providers/microsoft.network/virtualnetworks'
const common = { category: 'Administrative', versions: networkProvider } as const

function list(path: string): ReadOperation {
  return {
    ...common,
    method: 'GET',
    path,
    name: 'Microsoft.Network/virtualNetworks/read',
    handle(call, param) {
      const { store } = call.ctx
      const visible = visibleOf(call, param, type, (subscription, group) =>
        listNetworks(store, subscription, group),
      )
      const { value, ...rest } = paginate(call, visible, {
        markerOf: (network) => [network.resourceGroup, network.name],
        link: 'more',
      })
      return { status: 200, body: { value: value.map((one) => networkBody(store, one)), ...rest } }
    },
  }
}

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/virtual-networks/get */
const get: ReadOperation = {
  ...common,
  method: 'GET',
  path: `${inGroup}/:name`,
  name: 'Microsoft.Network/virtualNetworks/read',
  handle(call, param) {
    const place = networkPlace(call, param, type, 'read')
    const network = findNetwork(call.ctx.store, place)
    if (!network) throw networkNotFound(type, place)
    return { status: 200, body: networkBody(call.ctx.store, network) }
  },
}

/**
 * Makes or replaces a network. Without subnets in the request those that it has stay.
 * @see https://learn.microsoft.com/rest/api/virtualnetwork/virtual-networks/create-or-update
 */
const put: WriteOperation = {
  ...common,
  method: 'PUT',
  path: `${inGroup}/:name`,
  name: 'Microsoft.Network/virtualNetworks/write',
  prepare(call, param) {
    const place = networkPlace(call, param, type, 'write')
    requireNetworkName(place.name)
    const body = call.body()
    const location = readLocation(body, 'Microsoft.Network/virtualNetworks')
    const properties = optionalObject(body, 'properties') ?? {}
    const prefixes = readPrefixes(properties)
    const subnets = readSubnets(properties)
    const tags = readTags(body) ?? {}
    return (db) => {
      const before = findNetwork(db, place)
      if (before) requireSameLocation(before, location)
      putNetwork(db, { ...place, name: before?.name ?? place.name, location, tags, prefixes })
      const network = findNetwork(db, place)
      if (!network) throw networkNotFound(type, place)
      if (subnets) replaceSubnets(db, network.key, subnets)
      return { status: before ? 200 : 201, body: networkBody(db, network) }
    }
  },
}

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/virtual-networks/delete */
const remove: WriteOperation = {
  ...common,
  method: 'DELETE',
  path: `${inGroup}/:name`,
  name: 'Microsoft.Network/virtualNetworks/delete',
  prepare(call, param) {
    const place = networkPlace(call, param, type, 'delete')
    return (db) => {
      const network = findNetwork(db, place)
      if (!network) return { status: 204 }
      removeNetwork(db, network.key)
      return { status: 200 }
    }
  },
}

export const virtualNetworkOperations: readonly Operation[] = [
  list('/subscriptions/:subscription/providers/microsoft.network/virtualnetworks'),
  list(inGroup),
  get,
  put,
  remove,
]

function replaceSubnets(db: Db, network: number, subnets: readonly Subnet[]): void {
  for (const old of listSubnets(db, network)) removeSubnet(db, network, old.name)
  for (const subnet of subnets) putSubnet(db, network, subnet)
}
