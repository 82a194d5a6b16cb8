import {
  type ManagementWrite,
  managementAzRest,
  managementPowershell,
} from '../show-as-code/management.ts'
import { vaultApiVersion } from '../vault-templates/vault-resource.ts'
import { type VaultPlace, vaultPath } from '../vaults/place.ts'
import type { NetworkConfig } from './network-config.ts'

/** The properties that a change sends: a gate that stays as it is, is not among them. */
export function networkPatch(before: NetworkConfig, after: NetworkConfig) {
  const rulesStay = JSON.stringify(rulesOf(before)) === JSON.stringify(rulesOf(after))
  const accessStays = before.publicNetworkAccess === after.publicNetworkAccess
  return {
    properties: {
      ...(accessStays ? {} : { publicNetworkAccess: after.publicNetworkAccess }),
      ...(rulesStay ? {} : { networkAcls: rulesOf(after) }),
    },
  }
}

/** The service replaces the rules as a whole. */
function rulesOf({ bypass, defaultAction, ipRules, subnets }: NetworkConfig) {
  return {
    bypass,
    defaultAction,
    ipRules: ipRules.map((value) => ({ value })),
    virtualNetworkRules: subnets.map(({ id, ignoreMissingEndpoint }) => ({
      id,
      ...(ignoreMissingEndpoint ? { ignoreMissingVnetServiceEndpoint: true } : {}),
    })),
  }
}

/**
 * The tools of both shells add and remove one rule at a time, so a change would be half made in between.
 * https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/update
 */
export function networkCode(
  place: VaultPlace,
  before: NetworkConfig,
  after: NetworkConfig,
): ManagementWrite {
  const bare: ManagementWrite = {
    kind: 'management',
    request: {
      method: 'PATCH',
      path: vaultPath(place),
      apiVersion: vaultApiVersion,
      body: networkPatch(before, after),
    },
    az: null,
    powershell: null,
  }
  const instead = (tool: string) => [
    `${tool} changes one rule at a time; this sends the whole change at once.`,
  ]
  return {
    ...bare,
    az: { code: managementAzRest(bare), notes: instead('az keyvault network-rule') },
    powershell: {
      code: managementPowershell(bare).code,
      notes: instead('Add-AzKeyVaultNetworkRule'),
    },
  }
}
