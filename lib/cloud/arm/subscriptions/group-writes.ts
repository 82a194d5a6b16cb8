import { randomUUID } from 'node:crypto'
import { deleteSystemTopic, listSystemTopics } from '../../events/system-topics.ts'
import { deleteWorkspace, listWorkspaces } from '../../logs/workspaces/table.ts'
import type { Db } from '../../store/store.ts'
import { resourceManager } from '../api-versions.ts'
import { removeAssignmentsBelow } from '../authorization/assignments.ts'
import type { PathParams, ProvenCall, ReadOperation, WriteOperation } from '../call.ts'
import { ArmError, resourceGroupNotFound } from '../errors.ts'
import { readLocation } from '../locations.ts'
import { listPrivateEndpoints, removePrivateEndpoint } from '../networks/private-endpoint-table.ts'
import { listNetworks, removeNetwork } from '../networks/table.ts'
import { authorize } from '../steps/authorize.ts'
import { readTags } from '../tags.ts'
import { takeAway } from '../vaults/delete.ts'
import { listVaults } from '../vaults/table.ts'
import { groupBody, groupId } from './groups.ts'
import { requireSubscription } from './read.ts'
import {
  findResourceGroup,
  insertResourceGroup,
  type ResourceGroupRecord,
  removeResourceGroup,
  updateResourceGroup,
} from './table.ts'

const path = '/subscriptions/:subscription/resourcegroups/:group'
const actions = 'Microsoft.Resources/subscriptions/resourceGroups'
const groupType = 'Microsoft.Resources/resourceGroups'

/** @see https://learn.microsoft.com/rest/api/resources/resource-groups/create-or-update */
const put: WriteOperation = {
  method: 'PUT',
  path,
  name: `${actions}/write`,
  category: 'Administrative',
  versions: resourceManager,
  prepare(call, param) {
    const place = groupPlace(call, param, 'write')
    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
    if (!/^[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]$/u.test(place.name)) {
      throw new ArmError(
        400,
        'InvalidResourceGroup',
        `The resource group name '${place.name.slice(0, 256)}' is invalid.`,
      )
    }
    const location = readLocation(call.body(), groupType)
    const tags = readTags(call.body()) ?? {}
    return (db) => {
      const before = findResourceGroup(db, place.subscriptionId, place.name)
      if (!before) {
        insertResourceGroup(db, { ...place, location, tags })
        return { status: 201, body: groupBody({ ...place, location, tags }) }
      }
      if (before.location !== location) {
        throw new ArmError(
          409,
          'InvalidResourceGroupLocation',
          `Invalid resource group location '${location}'. The Resource group already exists in ` +
            `location '${before.location}'.`,
        )
      }
      updateResourceGroup(db, { ...before, tags })
      return { status: 200, body: groupBody({ ...before, tags }) }
    }
  },
}

/** @see https://learn.microsoft.com/rest/api/resources/resource-groups/update */
const patch: WriteOperation = {
  method: 'PATCH',
  path,
  name: `${actions}/write`,
  category: 'Administrative',
  versions: resourceManager,
  prepare(call, param) {
    const place = groupPlace(call, param, 'write')
    const tags = readTags(call.body())
    return (db) => {
      const before = requireGroup(db, place)
      const after = { ...before, tags: tags ?? before.tags }
      updateResourceGroup(db, after)
      return { status: 200, body: groupBody(after) }
    }
  },
}

/**
 * Deletes a group with all that is in it; vaults can still be recovered, once the group is there again.
 * @see https://learn.microsoft.com/rest/api/resources/resource-groups/delete
 */
const remove: WriteOperation = {
  method: 'DELETE',
  path,
  name: `${actions}/delete`,
  category: 'Administrative',
  versions: resourceManager,
  prepare(call, param) {
    const place = groupPlace(call, param, 'delete')
    return (db) => {
      const group = requireGroup(db, place)
      empty(db, group, call.ctx.clock.now())
      removeAssignmentsBelow(db, groupId(group))
      removeResourceGroup(db, group)
      const result = `${call.url.origin}/subscriptions/${place.subscriptionId}/operationresults/`
      const headers = {
        Location: `${result}${randomUUID()}?api-version=${call.apiVersion}`,
        'Retry-After': '0',
      }
      return { status: 202, headers }
    }
  },
}

/** Where the deletion of a group is polled: it was complete with its answer. */
const result: ReadOperation = {
  method: 'GET',
  path: '/subscriptions/:subscription/operationresults/:operation',
  name: 'Microsoft.Resources/subscriptions/operationresults/read',
  category: 'Administrative',
  versions: resourceManager,
  handle(call, param) {
    const { id } = requireSubscription(call, param('subscription'))
    authorize(
      call,
      'Microsoft.Resources/subscriptions/operationresults/read',
      `/subscriptions/${id}`,
    )
    return { status: 200 }
  },
}

export const resourceGroupWrites = [put, patch, remove, result] as const

function empty(db: Db, { subscriptionId, name }: ResourceGroupRecord, now: Date): void {
  for (const vault of listVaults(db, { subscriptionId, resourceGroup: name })) {
    takeAway(db, vault, now)
  }
  for (const endpoint of listPrivateEndpoints(db, subscriptionId, name)) {
    removePrivateEndpoint(db, endpoint)
  }
  for (const network of listNetworks(db, subscriptionId, name)) removeNetwork(db, network.key)
  for (const { id } of listWorkspaces(db, { subscriptionId, resourceGroup: name })) {
    deleteWorkspace(db, id)
  }
  for (const topic of listSystemTopics(db, subscriptionId)) {
    if (topic.resourceGroup.toLowerCase() === name.toLowerCase()) deleteSystemTopic(db, topic.id)
  }
}

interface GroupPlace {
  subscriptionId: string
  name: string
}

function groupPlace(call: ProvenCall, param: PathParams, verb: string): GroupPlace {
  const { id: subscriptionId } = requireSubscription(call, param('subscription'))
  const place = { subscriptionId, name: param('group') }
  authorize(call, `${actions}/${verb}`, groupId(place))
  return place
}

function requireGroup(db: Db, place: GroupPlace): ResourceGroupRecord {
  const group = findResourceGroup(db, place.subscriptionId, place.name)
  if (!group) throw resourceGroupNotFound(place.name)
  return group
}
