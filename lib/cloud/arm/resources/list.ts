import { resourceManager } from '../api-versions.ts'
import type { ArmAnswer, Operation, ProvenCall } from '../call.ts'
import { resourceGroupNotFound } from '../errors.ts'
import { paginate } from '../paging.ts'
import { authorizeList } from '../steps/authorize.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { findResourceGroup } from '../subscriptions/table.ts'
import { listVaults } from '../vaults/table.ts'
import type { VaultRecord } from '../vaults/vault-record.ts'
import { resourceBody, vaultType } from '../vaults/wire.ts'
import { parseFilter } from './filter.ts'

/**
 * How `az keyvault` and the vaults client resolve a vault by its name. Vaults are the only resources here.
 * @see https://learn.microsoft.com/rest/api/resources/resources/list
 */
const listInSubscription: Operation = {
  method: 'GET',
  path: '/subscriptions/:subscription/resources',
  name: 'Microsoft.Resources/subscriptions/resources/read',
  category: 'Administrative',
  versions: resourceManager,
  handle(call, param) {
    const { id: subscriptionId } = requireSubscription(call, param('subscription'))
    const vaults = listVaults(call.ctx.store, { subscriptionId })
    return page(call, `/subscriptions/${subscriptionId}`, vaults)
  },
}

/** @see https://learn.microsoft.com/rest/api/resources/resources/list-by-resource-group */
const listInGroup: Operation = {
  method: 'GET',
  path: '/subscriptions/:subscription/resourcegroups/:group/resources',
  name: 'Microsoft.Resources/subscriptions/resourceGroups/resources/read',
  category: 'Administrative',
  versions: resourceManager,
  handle(call, param) {
    const { id: subscriptionId } = requireSubscription(call, param('subscription'))
    const resourceGroup = param('group')
    const vaults = listVaults(call.ctx.store, { subscriptionId, resourceGroup })
    const scope = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`
    const answer = page(call, scope, vaults)
    if (!findResourceGroup(call.ctx.store, subscriptionId, resourceGroup)) {
      throw resourceGroupNotFound(resourceGroup)
    }
    return answer
  },
}

export const resourceReads: readonly Operation[] = [listInSubscription, listInGroup]

function page(call: ProvenCall, scope: string, vaults: readonly VaultRecord[]): ArmAnswer {
  const matches = parseFilter(call.url.searchParams.get('$filter'))
  const visible = authorizeList(call, `${vaultType}/read`, scope, vaults).filter(matches)
  const { value, ...rest } = paginate(call, visible, {
    markerOf: (vault) => [vault.resourceGroup, vault.name],
    link: 'more',
  })
  return { status: 200, body: { value: value.map(resourceBody), ...rest } }
}
