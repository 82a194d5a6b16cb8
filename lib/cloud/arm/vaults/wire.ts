import type { Db } from '../../store/store.ts'
import { connectionsOf } from './connection-wire.ts'
import type { VaultRecord } from './vault-record.ts'

export const vaultType = 'Microsoft.KeyVault/vaults'

/** The vault's address on the data plane, with the slash at the end that the service shows. */
export function vaultUri(vault: VaultRecord): string {
  return `https://${vault.name.toLowerCase()}.vault.azure.net/`
}

/** The vault as the management plane shows it; members that were never set are absent (protocol section 9.1). */
export function vaultBody(db: Db, vault: VaultRecord): object {
  const registering = vault.provisioningState === 'RegisteringDns'
  return {
    id: vault.id,
    name: vault.name,
    type: vaultType,
    location: vault.location,
    tags: vault.tags,
    systemData: vault.systemData,
    properties: {
      sku: vault.sku,
      tenantId: vault.tenantId,
      ...ifSet('networkAcls', vault.networkAcls),
      accessPolicies: vault.accessPolicies,
      enabledForDeployment: vault.enabledForDeployment,
      ...ifSet('enabledForDiskEncryption', vault.enabledForDiskEncryption),
      ...ifSet('enabledForTemplateDeployment', vault.enabledForTemplateDeployment),
      enableSoftDelete: vault.enableSoftDelete,
      softDeleteRetentionInDays: vault.softDeleteRetentionInDays,
      ...ifSet('enableRbacAuthorization', vault.enableRbacAuthorization),
      ...ifSet('enablePurgeProtection', vault.enablePurgeProtection),
      vaultUri: registering ? vaultUri(vault).slice(0, -1) : vaultUri(vault),
      provisioningState: vault.provisioningState,
      ...connectionsOf(db, vault),
      publicNetworkAccess: vault.publicNetworkAccess,
    },
  }
}

/** The answer to the making of a vault: its name is on the way into DNS, its address without the slash. */
export function newVaultBody(db: Db, vault: VaultRecord): object {
  return vaultBody(db, { ...vault, provisioningState: 'RegisteringDns' })
}

/** The vault as an entry of `…/resources`. */
export function resourceBody(vault: VaultRecord): object {
  return {
    id: vault.id,
    name: vault.name,
    type: vaultType,
    location: vault.location,
    tags: vault.tags,
  }
}

function ifSet(name: string, value: unknown): object {
  return value === null ? {} : { [name]: value }
}
