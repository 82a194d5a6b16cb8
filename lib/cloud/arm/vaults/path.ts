import type { PathParams, ProvenCall } from '../call.ts'
import { resourceGroupNotFound, resourceNotFound } from '../errors.ts'
import { authorize } from '../steps/authorize.ts'
import { requireSubscription } from '../subscriptions/read.ts'
import { findResourceGroup } from '../subscriptions/table.ts'
import { findVault, vaultId } from './table.ts'
import type { VaultRecord } from './vault-record.ts'
import { vaultType } from './wire.ts'

/** Path of a vault; what is below it follows. */
export const vaultPath =
  '/subscriptions/:subscription/resourcegroups/:group/providers/microsoft.keyvault/vaults/:vault'

/** Where a vault is or shall be. */
export interface VaultPlace {
  subscriptionId: string
  resourceGroup: string
  name: string
}

/**
 * The place that the path names, once the caller has the right at it.
 * @param action without `Microsoft.KeyVault/vaults/`
 * @param below names what of the vault the right is for: `secrets/one`, or nothing
 * @throws ArmError for a subscription or group that is not there, and without the right
 */
export function vaultPlace(
  call: ProvenCall,
  param: PathParams,
  action: string,
  below = '',
): VaultPlace {
  const { id: subscriptionId } = requireSubscription(call, param('subscription'))
  const name = param('vault')
  const id = vaultId(subscriptionId, param('group'), name)
  authorize(call, `${vaultType}/${action}`, below === '' ? id : `${id}/${below}`)
  const group = findResourceGroup(call.ctx.store, subscriptionId, param('group'))
  if (!group) throw resourceGroupNotFound(param('group'))
  return { subscriptionId, resourceGroup: group.name, name }
}

/** The vault that the path names, as it is now. To be called again inside a write. */
export function requireVault(call: ProvenCall, place: VaultPlace): VaultRecord {
  const vault = findVault(call.ctx.store, place)
  if (!vault) throw resourceNotFound(vaultType, place.name, place.resourceGroup)
  return vault
}
