import type { PathParams, ProvenCall } from '../call.ts'
import { resourceGroupNotFound } from '../errors.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { findResourceGroup } from '../subscriptions/table.ts'
import { authorize } from './authorize.ts'

/** Where a resource is or shall be: its ARM id, and the parts of it. */
export interface ResourcePlace {
  id: string
  subscriptionId: string
  resourceGroup: string
  name: string
}

/**
 * The place in a resource group that the path names, once the caller has the right at it.
 * @param type for example `Microsoft.OperationalInsights/workspaces`
 * @param options.action at the end of the right's name: `read`, `write`, `delete`
 * @throws ArmError for a subscription or group that is not there, and without the right
 */
export function groupPlace(
  call: ProvenCall,
  param: PathParams,
  type: string,
  options: { name: string; action: string },
): ResourcePlace {
  const { id: subscriptionId } = requireSubscription(call, param('subscription'))
  const idIn = (group: string) =>
    `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/${type}/${options.name}`
  authorize(call, `${type}/${options.action}`, idIn(param('group')))
  const group = findResourceGroup(call.ctx.store, subscriptionId, param('group'))
  if (!group) throw resourceGroupNotFound(param('group'))
  return { id: idIn(group.name), subscriptionId, resourceGroup: group.name, name: options.name }
}
