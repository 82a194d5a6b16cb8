import type { Db } from '../../store/store.ts'
import type { Operation, PathParams, ProvenCall, ReadOperation, WriteOperation } from '../call.ts'
import { ArmError } from '../errors.ts'
import { networkProvider } from './api-versions.ts'
import { networkNotFound, networkPlace } from './place.ts'
import { readSubnet } from './read-network.ts'
import {
  findNetwork,
  findSubnet,
  listSubnets,
  type Place,
  putSubnet,
  removeSubnet,
  type VirtualNetwork,
} from './table.ts'
import { subnetBody } from './wire.ts'

const path =
  '/subscriptions/:subscription/resourcegroups/:group/providers/microsoft.network/virtualnetworks/:name/subnets'
const common = { category: 'Administrative', versions: networkProvider } as const

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/subnets/list */
const list: ReadOperation = {
  ...common,
  method: 'GET',
  path,
  name: 'Microsoft.Network/virtualNetworks/subnets/read',
  handle(call, param) {
    const network = requireNetwork(call.ctx.store, placeOf(call, param, 'read'))
    const value = listSubnets(call.ctx.store, network.key).map((one) => subnetBody(network, one))
    return { status: 200, body: { value } }
  },
}

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/subnets/get */
const get: ReadOperation = {
  ...common,
  method: 'GET',
  path: `${path}/:subnet`,
  name: 'Microsoft.Network/virtualNetworks/subnets/read',
  handle(call, param) {
    const network = requireNetwork(call.ctx.store, placeOf(call, param, 'read'))
    const subnet = findSubnet(call.ctx.store, network.key, param('subnet'))
    if (!subnet) {
      throw new ArmError(
        404,
        'NotFound',
        `Resource ${network.name}/subnets/${param('subnet')} not found.`,
      )
    }
    return { status: 200, body: subnetBody(network, subnet) }
  },
}

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/subnets/create-or-update */
const put: WriteOperation = {
  ...common,
  method: 'PUT',
  path: `${path}/:subnet`,
  name: 'Microsoft.Network/virtualNetworks/subnets/write',
  prepare(call, param) {
    const place = placeOf(call, param, 'write')
    const subnet = readSubnet(param('subnet'), call.body())
    return (db) => {
      const network = requireNetwork(db, place)
      const before = findSubnet(db, network.key, subnet.name)
      putSubnet(db, network.key, subnet)
      return { status: before ? 200 : 201, body: subnetBody(network, subnet) }
    }
  },
}

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/subnets/delete */
const remove: WriteOperation = {
  ...common,
  method: 'DELETE',
  path: `${path}/:subnet`,
  name: 'Microsoft.Network/virtualNetworks/subnets/delete',
  prepare(call, param) {
    const place = placeOf(call, param, 'delete')
    return (db) => {
      const network = findNetwork(db, place)
      if (!network || !findSubnet(db, network.key, param('subnet'))) return { status: 204 }
      removeSubnet(db, network.key, param('subnet'))
      return { status: 200 }
    }
  },
}

export const subnetOperations: readonly Operation[] = [list, get, put, remove]

function placeOf(call: ProvenCall, param: PathParams, verb: string): Place {
  return networkPlace(call, param, 'virtualNetworks', `subnets/${verb}`)
}

function requireNetwork(db: Db, place: Place): VirtualNetwork {
  const network = findNetwork(db, place)
  if (!network) throw networkNotFound('virtualNetworks', place)
  return network
}
