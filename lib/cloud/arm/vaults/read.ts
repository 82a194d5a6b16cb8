import { keyVaultProvider } from '../api-versions.ts'
import type { ArmAnswer, Operation, ProvenCall } from '../call.ts'
import { resourceGroupNotFound, resourceNotFound } from '../errors.ts'
import { paginate } from '../paging.ts'
import { authorize, authorizeList } from '../steps/authorize.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { findResourceGroup } from '../subscriptions/table.ts'
import { findVault, listVaults, vaultId } from './table.ts'
import type { VaultRecord } from './vault-record.ts'
import { vaultBody, vaultType } from './wire.ts'

const read = `${vaultType}/read`

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/list-by-subscription */
const listBySubscription: Operation = {
  method: 'GET',
  path: '/subscriptions/:subscription/providers/microsoft.keyvault/vaults',
  name: 'VaultList',
  category: 'AuditEvent',
  versions: keyVaultProvider,
  handle(call, param) {
    const { id: subscriptionId } = requireSubscription(call, param('subscription'))
    const vaults = listVaults(call.ctx.store, { subscriptionId })
    return page(call, authorizeList(call, read, `/subscriptions/${subscriptionId}`, vaults))
  },
}

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/list-by-resource-group */
const listByResourceGroup: Operation = {
  method: 'GET',
  path: '/subscriptions/:subscription/resourcegroups/:group/providers/microsoft.keyvault/vaults',
  name: 'VaultList',
  category: 'AuditEvent',
  versions: keyVaultProvider,
  handle(call, param) {
    const { id: subscriptionId } = requireSubscription(call, param('subscription'))
    const resourceGroup = param('group')
    const scope = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`
    const vaults = listVaults(call.ctx.store, { subscriptionId, resourceGroup })
    const visible = authorizeList(call, read, scope, vaults)
    if (!findResourceGroup(call.ctx.store, subscriptionId, resourceGroup)) {
      throw resourceGroupNotFound(resourceGroup)
    }
    return page(call, visible)
  },
}

/** @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/get */
const get: Operation = {
  method: 'GET',
  path: '/subscriptions/:subscription/resourcegroups/:group/providers/microsoft.keyvault/vaults/:vault',
  name: 'VaultGet',
  category: 'AuditEvent',
  versions: keyVaultProvider,
  handle(call, param) {
    const { id: subscriptionId } = requireSubscription(call, param('subscription'))
    const resourceGroup = param('group')
    const name = param('vault')
    authorize(call, read, vaultId(subscriptionId, resourceGroup, name))
    if (!findResourceGroup(call.ctx.store, subscriptionId, resourceGroup)) {
      throw resourceGroupNotFound(resourceGroup)
    }
    const vault = findVault(call.ctx.store, { subscriptionId, resourceGroup, name })
    if (!vault) throw resourceNotFound(vaultType, name, resourceGroup)
    return { status: 200, body: vaultBody(call.ctx.store, vault) }
  },
}

export const vaultReads: readonly Operation[] = [listBySubscription, listByResourceGroup, get]

function page(call: ProvenCall, vaults: readonly VaultRecord[]): ArmAnswer {
  const { value, ...rest } = paginate(call, vaults, { markerOf, link: 'always' })
  return {
    status: 200,
    body: { value: value.map((one) => vaultBody(call.ctx.store, one)), ...rest },
  }
}

/** Group and name, as the service's own skip tokens hold them. */
function markerOf(vault: VaultRecord): readonly string[] {
  return [vault.resourceGroup, vault.name]
}
