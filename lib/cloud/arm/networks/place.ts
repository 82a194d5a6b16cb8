import type { PathParams, ProvenCall } from '../call.ts'
import { ArmError, resourceGroupNotFound, resourceNotFound } from '../errors.ts'
import { authorize, authorizeList } from '../steps/authorize.ts'
import { groupId } from '../subscriptions/groups.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { findResourceGroup } from '../subscriptions/table.ts'
import type { Place } from './table.ts'

/** A kind of resource of `Microsoft.Network`, in the spelling of its ids. */
export type NetworkType = 'virtualNetworks' | 'privateEndpoints'

export const provider = 'Microsoft.Network'

/** The ARM id of a network or private endpoint. */
export function networkResourceId(type: NetworkType, { name, ...place }: Place): string {
  const group = groupId({ subscriptionId: place.subscriptionId, name: place.resourceGroup })
  return `${group}/providers/${provider}/${type}/${name}`
}

/**
 * The place that the path names, once the caller has the right at it.
 * @param action after the type: `read`, `subnets/write`
 * @throws ArmError for a subscription or group that is not there, a name, and without the right
 */
export function networkPlace(
  call: ProvenCall,
  param: PathParams,
  type: NetworkType,
  action: string,
): Place {
  const { id: subscriptionId } = requireSubscription(call, param('subscription'))
  const place = { subscriptionId, resourceGroup: param('group'), name: param('name') }
  authorize(call, `${provider}/${type}/${action}`, networkResourceId(type, place))
  const group = findResourceGroup(call.ctx.store, subscriptionId, place.resourceGroup)
  if (!group) throw resourceGroupNotFound(place.resourceGroup)
  return { ...place, resourceGroup: group.name }
}

/** https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftnetwork */
export function requireNetworkName(name: string): void {
  if (/^[a-z0-9]([\w.-]{0,78}\w)?$/i.test(name)) return
  throw new ArmError(
    400,
    'InvalidResourceName',
    `Resource name ${name.slice(0, 256)} is invalid. The name can be up to 80 characters long. It ` +
      "must begin with a word character, and it must end with a word character or with '_'. The " +
      "name may contain word characters or '.', '-', '_'.",
  )
}

export function networkNotFound(type: NetworkType, place: Place): ArmError {
  return resourceNotFound(`${provider}/${type}`, place.name, place.resourceGroup)
}

/** What of the listed resources the caller may see, in the subscription or the group of the path. */
export function visibleOf<T extends Place>(
  call: ProvenCall,
  param: PathParams,
  type: NetworkType,
  items: (subscriptionId: string, resourceGroup?: string) => readonly T[],
): readonly (T & { id: string })[] {
  const { id: subscriptionId } = requireSubscription(call, param('subscription'))
  const group = param('group')
  const all = (group === '' ? items(subscriptionId) : items(subscriptionId, group)).map((one) => ({
    ...one,
    id: networkResourceId(type, one),
  }))
  const scope = `/subscriptions/${subscriptionId}`
  const within = group === '' ? scope : groupId({ subscriptionId, name: group })
  const visible = authorizeList(call, `${provider}/${type}/read`, within, all)
  if (group !== '' && !findResourceGroup(call.ctx.store, subscriptionId, group)) {
    throw resourceGroupNotFound(group)
  }
  return visible
}
