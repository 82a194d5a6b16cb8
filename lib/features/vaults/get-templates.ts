import 'server-only'
import type { ArmVault } from '#lib/azure/arm.ts'
import { armTemplate, bicepTemplate, type TemplateResource } from '#lib/domain/vaults/template.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { getVault } from './get.ts'
import { settingsOf } from './internal.ts'
import type { GetVaultInput, VaultTemplates } from './schema.ts'

/**
 * A vault as Bicep and as an ARM template: settings, access policies and firewall. What it holds is not in
 * it, and neither are role assignments and private endpoints, which are resources of their own. Throws
 * `FailureError`.
 */
export async function getVaultTemplates(
  services: Services,
  caller: Caller,
  input: GetVaultInput,
): Promise<VaultTemplates> {
  authorize(caller, 'SecurityOperations')
  const { subscriptionId, resourceGroup, name } = await getVault(services, caller, input)
  const { arm } = services.azureOf(caller)
  const resource = toResource(await arm.getVault(subscriptionId, resourceGroup, name))
  return { bicep: bicepTemplate(resource), arm: armTemplate(resource) }
}

/** Only members that a template may set; what was never set is left to Azure. */
function toResource(vault: ArmVault): TemplateResource {
  const { properties } = vault
  const { tags, sku } = settingsOf(vault)
  const { networkAcls } = properties
  const members = {
    tenantId: properties.tenantId,
    sku: { family: 'A', name: sku },
    // Said even when absent: what that means depends on the version of the interface.
    enableRbacAuthorization: properties.enableRbacAuthorization === true,
    accessPolicies: properties.accessPolicies?.map(({ applicationId, ...policy }) =>
      withoutAbsent({ ...policy, applicationId, permissions: withoutAbsent(policy.permissions) }),
    ),
    enabledForDeployment: properties.enabledForDeployment,
    enabledForDiskEncryption: properties.enabledForDiskEncryption,
    enabledForTemplateDeployment: properties.enabledForTemplateDeployment,
    enableSoftDelete: properties.enableSoftDelete,
    softDeleteRetentionInDays: properties.softDeleteRetentionInDays,
    // Azure refuses false.
    enablePurgeProtection: properties.enablePurgeProtection === true ? true : undefined,
    publicNetworkAccess: properties.publicNetworkAccess,
    networkAcls:
      networkAcls === undefined
        ? undefined
        : {
            bypass: networkAcls.bypass,
            defaultAction: networkAcls.defaultAction,
            ipRules: networkAcls.ipRules?.map(({ value }) => ({ value })) ?? [],
            virtualNetworkRules: networkAcls.virtualNetworkRules?.map(({ id }) => ({ id })) ?? [],
          },
  }
  return {
    name: vault.name ?? '',
    location: vault.location ?? '',
    tags,
    properties: withoutAbsent(members),
  }
}

function withoutAbsent(members: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== null),
  )
}
