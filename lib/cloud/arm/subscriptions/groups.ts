import { resourceManager } from '../api-versions.ts'
import type { Operation } from '../call.ts'
import { resourceGroupNotFound } from '../errors.ts'
import { paginate } from '../paging.ts'
import { authorize, authorizeList } from '../steps/authorize.ts'
import { requireSubscription } from './read.ts'
import { findResourceGroup, listResourceGroups, type ResourceGroupRecord } from './table.ts'

const read = 'Microsoft.Resources/subscriptions/resourceGroups/read'

/** @see https://learn.microsoft.com/rest/api/resources/resource-groups/list */
const list: Operation = {
  method: 'GET',
  path: '/subscriptions/:subscription/resourcegroups',
  name: read,
  category: 'Administrative',
  versions: resourceManager,
  handle(call, param) {
    const { id } = requireSubscription(call, param('subscription'))
    const groups = listResourceGroups(call.ctx.store, id).map((group) => ({
      ...group,
      id: groupId(group),
    }))
    const visible = authorizeList(call, read, `/subscriptions/${id}`, groups)
    const { value, ...rest } = paginate(call, visible, {
      markerOf: (group) => [group.name],
      link: 'more',
    })
    return { status: 200, body: { value: value.map(groupBody), ...rest } }
  },
}

/**
 * Shows a group; `HEAD` only tells whether there is one.
 * @see https://learn.microsoft.com/rest/api/resources/resource-groups/get
 */
const get: Operation = {
  method: 'GET',
  path: '/subscriptions/:subscription/resourcegroups/:group',
  name: read,
  category: 'Administrative',
  versions: resourceManager,
  handle(call, param) {
    const { id } = requireSubscription(call, param('subscription'))
    const name = param('group')
    authorize(call, read, groupId({ subscriptionId: id, name }))
    const group = findResourceGroup(call.ctx.store, id, name)
    if (!group) throw resourceGroupNotFound(name)
    if (call.request.method === 'HEAD') return { status: 204 }
    return { status: 200, body: groupBody(group) }
  },
}

export const resourceGroupReads: readonly Operation[] = [list, get]

/** The ARM id of a group. */
export function groupId(group: { subscriptionId: string; name: string }): string {
  return `/subscriptions/${group.subscriptionId}/resourceGroups/${group.name}`
}

/** The group as the management plane shows it. */
export function groupBody(group: ResourceGroupRecord): object {
  return {
    id: groupId(group),
    name: group.name,
    type: 'Microsoft.Resources/resourceGroups',
    location: group.location,
    tags: group.tags,
    properties: { provisioningState: 'Succeeded' },
  }
}
