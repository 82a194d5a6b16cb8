import * as z from 'zod/mini'
import type { Finding } from '#lib/domain/attention/rule.ts'
import type { Failure } from '#lib/domain/failure.ts'
import type { VaultSettings } from '#lib/domain/vaults/settings.ts'

/** A list over several vaults: what could be read, and one failure for each part that could not. */
export interface PartialList<Item> {
  readonly items: readonly Item[]
  readonly failures: readonly Failure[]
}

/** What a person should look at in a vault's settings. */
export interface VaultFinding extends Finding {
  /** Of the rule: `Purge protection off`. */
  readonly title: string
}

/** A vault as the management plane tells it. Dates are ISO 8601. */
export interface Vault extends VaultSettings {
  /** ARM resource id. */
  readonly id: string
  readonly name: string
  /** `https://contoso-prod.vault.azure.net`, without a slash at the end. */
  readonly uri: string
  /** `westeurope` */
  readonly location: string
  /** `West Europe` */
  readonly region: string
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
  /** Null when Azure does not say, as the next two. */
  readonly createdOn: string | null
  /** Who changed its settings last, and when. */
  readonly modifiedBy: string | null
  readonly modifiedOn: string | null
  /** Worst first; found here, so that no page needs the rules. */
  readonly findings: readonly VaultFinding[]
}

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
