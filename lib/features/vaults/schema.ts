import * as z from 'zod/mini'
import type { Failure } from '#lib/domain/failure.ts'
import type { VaultSettings } from '#lib/domain/vaults/settings.ts'

/** A list over several vaults: what could be read, and one failure for each part that could not. */
export interface PartialList<Item> {
  readonly items: readonly Item[]
  readonly failures: readonly Failure[]
}

/** A vault as the management plane tells it. Dates are ISO 8601. */
export interface Vault extends VaultSettings {
  /** ARM resource id. */
  readonly id: string
  readonly name: string
  /** `https://contoso-prod.vault.azure.net`, without a slash at the end. */
  readonly uri: string
  readonly location: string
  readonly subscriptionId: string
  readonly subscriptionName: string
  readonly resourceGroup: string
  readonly permissionModel: 'access-policies' | 'rbac'
  readonly network: {
    /** `networkAcls.defaultAction`; null when the vault has no rule set, which means Allow. */
    readonly defaultAction: 'Allow' | 'Deny' | null
    readonly publicNetworkAccess: string | null
    readonly ipRules: number
    readonly subnets: number
    readonly bypass: string | null
  }
  /** Number of access-policy entries; meaningless while the vault is on RBAC. */
  readonly accessPolicies: number
  readonly softDeleteDays: number | null
  /** Who changed its settings last, and when; null when Azure does not say. */
  readonly modifiedBy: string | null
  readonly modifiedOn: string | null
}

/** A vault after its deletion, until it is recovered or purged. Dates are ISO 8601. */
export interface DeletedVault {
  readonly name: string
  readonly location: string
  readonly subscriptionId: string
  readonly subscriptionName: string
  readonly resourceGroup: string
  /** Of the subscription: a recovery has to name it. */
  readonly tenantId: string
  readonly tags: Readonly<Record<string, string>>
  readonly deletedOn: string | null
  /** When Azure purges it by itself. */
  readonly scheduledPurgeOn: string | null
  readonly purgeProtection: boolean
}

/** Where a vault can be made. */
export interface VaultPlaces {
  readonly subscriptions: readonly {
    readonly id: string
    readonly name: string
    readonly tenantId: string
  }[]
}

/** Groups and regions of one subscription. */
export interface SubscriptionPlaces {
  readonly groups: readonly { readonly name: string; readonly location: string }[]
  readonly regions: readonly { readonly name: string; readonly displayName: string }[]
}

/** What a new vault of a name would meet. */
export type VaultNameUse =
  | { readonly state: 'free' | 'taken' | 'invalid' }
  /** A deleted vault that the person can see holds it. */
  | { readonly state: 'deleted'; readonly deleted: DeletedVault }

/**
 * A vault's name: 3 to 24 letters, digits and hyphens, begins with a letter, ends with a letter or digit,
 * no two hyphens in a row. https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates
 * The name becomes part of a host name that receives tokens, so nothing else may pass.
 */
const vaultNamePattern = /^(?!.*--)[A-Za-z](?:[A-Za-z0-9-]{1,22})[A-Za-z0-9]$/

export function isVaultName(name: string): boolean {
  return vaultNamePattern.test(name)
}

export const vaultName = z
  .string()
  .check(z.refine(isVaultName, { error: 'This is not the name of a vault.' }))

export const getVaultInput = z.object({ vault: vaultName })
export type GetVaultInput = z.infer<typeof getVaultInput>
