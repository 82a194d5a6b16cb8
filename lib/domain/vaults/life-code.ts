import {
  type ManagementRequest,
  type ManagementWrite,
  managementAzRest,
  managementPowershell,
} from '../show-as-code/management.ts'
import { bashWord, powershellString } from '../show-as-code/quote.ts'
import { cmdlet, command } from '../show-as-code/shell-command.ts'
import { vaultApiVersion } from '../vault-templates/vault-resource.ts'
import { type VaultPlace, vaultPath } from './place.ts'
import type { VaultChange } from './settings.ts'

/** The body of a change: only what changes. https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/update */
export function vaultPatch(change: VaultChange) {
  const { tags, sku, purgeProtection, forDeployment, forDiskEncryption, forTemplates } = change
  const properties = {
    ...(sku === undefined ? {} : { sku: { family: 'A', name: sku } }),
    ...(purgeProtection === undefined ? {} : { enablePurgeProtection: purgeProtection }),
    ...(forDeployment === undefined ? {} : { enabledForDeployment: forDeployment }),
    ...(forDiskEncryption === undefined ? {} : { enabledForDiskEncryption: forDiskEncryption }),
    ...(forTemplates === undefined ? {} : { enabledForTemplateDeployment: forTemplates }),
  }
  return {
    ...(tags === undefined ? {} : { tags: { ...tags } }),
    ...(Object.keys(properties).length === 0 ? {} : { properties }),
  }
}

/**
 * `az keyvault update` and `Update-AzKeyVault` read the vault and write all of it, so a change that somebody
 * else makes meanwhile is lost; a PATCH is not told by either.
 */
export function updateVaultCode(place: VaultPlace, change: VaultChange): ManagementWrite {
  const request: ManagementRequest = {
    method: 'PATCH',
    path: vaultPath(place),
    apiVersion: vaultApiVersion,
    body: vaultPatch(change),
  }
  const bare: ManagementWrite = { kind: 'management', request, az: null, powershell: null }
  const instead = (tool: string) => [
    `${tool} would write the vault as a whole, its access policies too; this sends the change alone.`,
  ]
  return {
    ...bare,
    az: { code: managementAzRest(bare), notes: instead('az keyvault update') },
    powershell: { code: managementPowershell(bare).code, notes: instead('Update-AzKeyVault') },
  }
}

export function deleteVaultCode(place: VaultPlace): ManagementWrite {
  return {
    kind: 'management',
    request: { method: 'DELETE', path: vaultPath(place), apiVersion: vaultApiVersion },
    az: plain(
      command('az keyvault delete', [
        ['--name', bashWord(place.vault)],
        ['--resource-group', bashWord(place.resourceGroup)],
        ['--subscription', bashWord(place.subscriptionId)],
      ]),
    ),
    powershell: plain(
      inSubscription(place),
      cmdlet('Remove-AzKeyVault', [
        `-VaultName ${powershellString(place.vault)}`,
        `-ResourceGroupName ${powershellString(place.resourceGroup)}`,
        '-Force',
      ]),
    ),
  }
}

export interface DeletedPlace extends VaultPlace {
  /** `westeurope` */
  readonly location: string
}

/** https://learn.microsoft.com/azure/key-vault/general/key-vault-recovery */
export function recoverVaultCode(place: DeletedPlace, tenantId: string): ManagementWrite {
  return {
    kind: 'management',
    request: {
      method: 'PUT',
      path: vaultPath(place),
      apiVersion: vaultApiVersion,
      body: {
        location: place.location,
        properties: {
          tenantId,
          sku: { family: 'A', name: 'standard' },
          createMode: 'recover',
        },
      },
    },
    az: plain(
      command('az keyvault recover', [
        ['--name', bashWord(place.vault)],
        ['--location', bashWord(place.location)],
        ['--subscription', bashWord(place.subscriptionId)],
      ]),
    ),
    powershell: plain(
      inSubscription(place),
      cmdlet('Undo-AzKeyVaultRemoval', [
        `-VaultName ${powershellString(place.vault)}`,
        `-ResourceGroupName ${powershellString(place.resourceGroup)}`,
        `-Location ${powershellString(place.location)}`,
      ]),
    ),
  }
}

export function purgeVaultCode(place: DeletedPlace): ManagementWrite {
  return {
    kind: 'management',
    request: {
      method: 'POST',
      path: `/subscriptions/${place.subscriptionId}/providers/Microsoft.KeyVault/locations/${place.location}/deletedVaults/${place.vault}/purge`,
      apiVersion: vaultApiVersion,
    },
    az: plain(
      command('az keyvault purge', [
        ['--name', bashWord(place.vault)],
        ['--location', bashWord(place.location)],
        ['--subscription', bashWord(place.subscriptionId)],
      ]),
    ),
    powershell: plain(
      inSubscription(place),
      cmdlet('Remove-AzKeyVault', [
        `-VaultName ${powershellString(place.vault)}`,
        `-Location ${powershellString(place.location)}`,
        '-InRemovedState',
        '-Force',
      ]),
    ),
  }
}

function plain(...lines: string[]) {
  return { code: lines.join('\n'), notes: [] }
}

/** The cmdlets work in the subscription that is chosen. */
export function inSubscription({ subscriptionId }: Pick<VaultPlace, 'subscriptionId'>): string {
  return cmdlet('Set-AzContext', [`-Subscription ${powershellString(subscriptionId)}`])
}
