import type { Db } from '../../store/store.ts'
import type { ProvenCall } from '../call.ts'
import { ArmError, linkedAuthorizationFailed } from '../errors.ts'
import { allows } from '../steps/authorize.ts'
import type { VaultPlace } from '../vaults/path.ts'
import { vaultId } from '../vaults/table.ts'
import type { NetworkRules } from '../vaults/vault-record.ts'
import { vaultType } from '../vaults/wire.ts'
import { findNetwork, findSubnet, type Subnet } from './table.ts'

const join = 'Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action'

/**
 * Who lets a subnet into a vault must be allowed to join it, and the subnet must have the endpoint of
 * Key Vault, unless its rule says that it comes later.
 * @throws ArmError 403 `LinkedAuthorizationFailed`, 400 `SubnetsHaveNoServiceEndpointsConfigured`
 */
export function requireSubnets(
  call: ProvenCall,
  rules: NetworkRules | undefined,
  place: VaultPlace,
): void {
  const missing = new Map<string, string[]>()
  for (const { id, ignoreMissingVnetServiceEndpoint } of rules?.virtualNetworkRules ?? []) {
    if (!allows(call, join, id)) {
      const scope = vaultId(place.subscriptionId, place.resourceGroup, place.name)
      throw linkedAuthorizationFailed(call.caller, `${vaultType}/write`, scope, join, id)
    }
    if (ignoreMissingVnetServiceEndpoint === true || hasEndpoint(call.ctx.store, id)) continue
    const [network = '', name = ''] = id.split('/subnets/')
    missing.set(network, [...(missing.get(network) ?? []), name])
  }
  for (const [network, names] of missing) {
    throw new ArmError(
      400,
      'SubnetsHaveNoServiceEndpointsConfigured',
      'Operation on Virtual Network could not be performed. StatusCode: 400 (BadRequest). Error ' +
        'Code: SubnetsHaveNoServiceEndpointsConfigured. Error Message: Subnets ' +
        `${names.join(',')} of virtual network ${network} do not have ServiceEndpoints for ` +
        "Microsoft.KeyVault resources configured. Add Microsoft.KeyVault to subnet's " +
        'ServiceEndpoints collection before trying to ACL Microsoft.KeyVault resources to these ' +
        'subnets..',
    )
  }
}

/** Whether the subnet with this ARM id exists with an endpoint for Key Vault. */
export function hasEndpoint(db: Db, id: string): boolean {
  const services = subnetOf(db, id)?.endpoints ?? []
  return services.some((service) => /^microsoft\.keyvault(\.global)?$/i.test(service))
}

function subnetOf(db: Db, id: string): Subnet | null {
  const [, , subscriptionId = '', , resourceGroup = '', , , , network = '', , name = ''] =
    id.split('/')
  const found = findNetwork(db, { subscriptionId, resourceGroup, name: network })
  return found && findSubnet(db, found.key, name)
}
