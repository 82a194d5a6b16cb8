/** The version of the vault's interface that templates name: the newest stable one. */
export const vaultApiVersion = '2026-02-01'

export const vaultResourceType = 'Microsoft.KeyVault/vaults'

/** An entry of a vault's access policies as Resource Manager has it. */
export interface TemplatePolicy {
  readonly tenantId: string
  readonly objectId: string
  readonly applicationId?: string | undefined
  readonly permissions: Readonly<Record<string, readonly string[] | undefined>>
}

/** What of a vault a template can set. Undefined members are left to the service. */
export interface VaultResource {
  readonly name: string
  readonly location: string
  readonly tags: Readonly<Record<string, string>>
  readonly tenantId: string
  readonly sku: 'standard' | 'premium'
  readonly accessPolicies: readonly TemplatePolicy[]
  /** False and undefined both mean access policies; a template always says which. */
  readonly enableRbacAuthorization: boolean | undefined
  readonly enabledForDeployment: boolean | undefined
  readonly enabledForDiskEncryption: boolean | undefined
  readonly enabledForTemplateDeployment: boolean | undefined
  readonly enableSoftDelete: boolean | undefined
  readonly softDeleteRetentionInDays: number | undefined
  readonly enablePurgeProtection: boolean | undefined
  readonly publicNetworkAccess: string | undefined
  readonly networkAcls:
    | {
        readonly bypass: string | undefined
        readonly defaultAction: string | undefined
        readonly ipRules: readonly { readonly value: string }[]
        readonly virtualNetworkRules: readonly {
          readonly id: string
          readonly ignoreMissingVnetServiceEndpoint?: boolean | undefined
        }[]
      }
    | undefined
}

/**
 * The member `properties` of the resource. The permission model is always said: what is left out means
 * access policies before version 2026-02-01, and roles from it on. Protection against purging is said only
 * where it is on: `false` is refused. https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults
 */
export function vaultProperties(vault: VaultResource): Readonly<Record<string, unknown>> {
  return {
    tenantId: vault.tenantId,
    sku: { family: 'A', name: vault.sku },
    enableRbacAuthorization: vault.enableRbacAuthorization === true,
    accessPolicies: vault.accessPolicies,
    enabledForDeployment: vault.enabledForDeployment,
    enabledForDiskEncryption: vault.enabledForDiskEncryption,
    enabledForTemplateDeployment: vault.enabledForTemplateDeployment,
    enableSoftDelete: vault.enableSoftDelete === true ? true : undefined,
    softDeleteRetentionInDays: vault.softDeleteRetentionInDays,
    enablePurgeProtection: vault.enablePurgeProtection === true ? true : undefined,
    publicNetworkAccess: vault.publicNetworkAccess,
    networkAcls: vault.networkAcls,
  }
}
