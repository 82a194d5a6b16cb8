import 'server-only'
import type { ArmVault, Subscription } from '#lib/azure/arm.ts'
import { examineVault, findVaultRule } from '#lib/domain/attention/vault-registry.ts'
import { regionName } from '#lib/domain/vaults/regions.ts'
import type { VaultSettings } from '#lib/domain/vaults/settings.ts'
import type { Caller } from '#lib/session/caller.ts'
import { fleetConcurrency, mapBounded } from '../concurrency.ts'
import { attempt, partial } from '../partial.ts'
import type { Services } from '../services.ts'
import type { PartialList, Vault, VaultFinding } from './schema.ts'

/** In the records the object of what is done to a vault itself: no certificate can be called so. */
export const wholeVault = 'vault/all'

/** Every vault that this caller can see in Azure Resource Manager, sorted by name. */
export async function readVaults(services: Services, caller: Caller): Promise<PartialList<Vault>> {
  const { arm } = services.azureOf(caller)
  const subscriptions = await arm.listSubscriptions()
  const attempts = await mapBounded(subscriptions, fleetConcurrency, (subscription) =>
    attempt(async () => {
      const vaults = await arm.listVaults(subscription.subscriptionId ?? '')
      return vaults.map((vault) => {
        const known = toVault(vault, subscription)
        return { ...known, findings: findingsOf(known, services.clock.now()) }
      })
    }),
  )
  const { values, failures } = partial(attempts)
  const items = values.flat().sort((a, b) => (a.name < b.name ? -1 : 1))
  return { items, failures }
}

function findingsOf(
  { name: vault, network, purgeProtection }: Omit<Vault, 'findings'>,
  now: Date,
): VaultFinding[] {
  const { defaultAction, publicNetworkAccess } = network
  const facts = { vault, defaultAction, publicNetworkAccess, purgeProtection }
  return examineVault(facts, now).map((finding) => ({
    ...finding,
    title: findVaultRule(finding.rule)?.title ?? finding.message,
  }))
}

function toVault(vault: ArmVault, subscription: Subscription): Omit<Vault, 'findings'> {
  const { properties } = vault
  const acls = properties.networkAcls
  const id = vault.id ?? ''
  const name = vault.name ?? ''
  return {
    id,
    name,
    uri: (properties.vaultUri ?? '').replace(/\/$/, ''),
    location: vault.location ?? '',
    region: regionName(vault.location ?? ''),
    subscriptionId: subscription.subscriptionId ?? '',
    subscriptionName: subscription.displayName ?? subscription.subscriptionId ?? '',
    resourceGroup: /\/resourceGroups\/([^/]+)\//i.exec(id)?.[1] ?? '',
    // Null and false both mean access policies.
    permissionModel: properties.enableRbacAuthorization === true ? 'rbac' : 'access-policies',
    network: {
      defaultAction:
        acls?.defaultAction === undefined ? null : acls.defaultAction === 'Deny' ? 'Deny' : 'Allow',
      publicNetworkAccess: properties.publicNetworkAccess ?? null,
      ipRules: acls?.ipRules?.length ?? 0,
      subnets: acls?.virtualNetworkRules?.length ?? 0,
      bypass: acls?.bypass ?? null,
    },
    accessPolicies: properties.accessPolicies?.length ?? 0,
    softDeleteDays: properties.softDeleteRetentionInDays ?? null,
    ...settingsOf(vault),
    createdOn: vault.systemData?.createdAt?.toISOString() ?? null,
    modifiedBy: vault.systemData?.lastModifiedBy ?? null,
    modifiedOn: vault.systemData?.lastModifiedAt?.toISOString() ?? null,
  }
}

/** What people change on the page of settings. What was never set is absent, which means off. */
export function settingsOf({ tags, properties }: ArmVault): VaultSettings {
  return {
    tags: tags ?? {},
    // Spelled as somebody once sent it.
    sku: properties.sku.name.toLowerCase() === 'premium' ? 'premium' : 'standard',
    purgeProtection: properties.enablePurgeProtection === true,
    forDeployment: properties.enabledForDeployment === true,
    forDiskEncryption: properties.enabledForDiskEncryption === true,
    forTemplates: properties.enabledForTemplateDeployment === true,
  }
}
