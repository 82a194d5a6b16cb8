import 'server-only'
import type { ArmVault } from '#lib/azure/arm.ts'
import { type VaultTemplate, vaultTemplate } from '#lib/domain/vault-templates/templates.ts'
import type { VaultResource } from '#lib/domain/vault-templates/vault-resource.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'
import type { GetVaultTemplateInput } from './schema.ts'

/**
 * A vault as a template, read anew from Azure: its settings, access policies and network rules, and nothing
 * of what it holds. Throws `FailureError`.
 */
export async function getVaultTemplate(
  services: Services,
  caller: Caller,
  { vault, format }: GetVaultTemplateInput,
): Promise<VaultTemplate> {
  authorize(caller, 'SecurityOperations')
  const { subscriptionId, resourceGroup, name } = await getVault(services, caller, { vault })
  const { arm } = services.azureOf(caller)
  return vaultTemplate(format, toResource(await arm.getVault(subscriptionId, resourceGroup, name)))
}

function toResource({ name = '', location = '', tags = {}, properties }: ArmVault): VaultResource {
  const { networkAcls: acls, accessPolicies = [], sku, ...rest } = properties
  return {
    name,
    location,
    tags,
    tenantId: rest.tenantId,
    // The service keeps the spelling of whoever made the vault; its description knows small letters only.
    sku: sku.name.toLowerCase() === 'premium' ? 'premium' : 'standard',
    accessPolicies: accessPolicies.map(({ tenantId, objectId, applicationId, permissions }) => ({
      tenantId,
      objectId,
      ...(applicationId === undefined ? {} : { applicationId }),
      permissions: {
        keys: permissions.keys,
        secrets: permissions.secrets,
        certificates: permissions.certificates,
        storage: permissions.storage,
      },
    })),
    enableRbacAuthorization: rest.enableRbacAuthorization,
    enabledForDeployment: rest.enabledForDeployment,
    enabledForDiskEncryption: rest.enabledForDiskEncryption,
    enabledForTemplateDeployment: rest.enabledForTemplateDeployment,
    enableSoftDelete: rest.enableSoftDelete,
    softDeleteRetentionInDays: rest.softDeleteRetentionInDays,
    enablePurgeProtection: rest.enablePurgeProtection,
    publicNetworkAccess: rest.publicNetworkAccess,
    networkAcls: acls && {
      bypass: acls.bypass,
      defaultAction: acls.defaultAction,
      ipRules: (acls.ipRules ?? []).map(({ value }) => ({ value })),
      virtualNetworkRules: (acls.virtualNetworkRules ?? []).map((rule) => ({
        id: rule.id,
        ignoreMissingVnetServiceEndpoint: rule.ignoreMissingVnetServiceEndpoint,
      })),
    },
  }
}
