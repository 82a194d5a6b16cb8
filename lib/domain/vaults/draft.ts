import { toTagList } from '../certificates/tags.ts'
import type { Tags } from '../certificates/version-settings.ts'
import { vaultNameProblem } from './name.ts'
import { vaultTagProblems } from './tags.ts'

/** A vault that is to be made. */
export interface VaultDraft {
  readonly subscriptionId: string
  readonly tenantId: string
  readonly resourceGroup: string
  readonly name: string
  /** `westeurope` */
  readonly location: string
  readonly sku: 'standard' | 'premium'
  /** How long what is deleted can be recovered; cannot be changed later. */
  readonly retentionDays: number
  readonly purgeProtection: boolean
  readonly permissionModel: 'rbac' | 'access-policies'
  /** Who reaches it: everybody; chosen networks, none at first; private endpoints alone. */
  readonly network: 'all' | 'selected' | 'private'
  /** Whether Microsoft's trusted services pass the firewall. */
  readonly trustedServices: boolean
  readonly tags: Tags
}

/** https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview */
export const retention = { min: 7, max: 90 } as const

/** What is wrong with a draft, by field; empty when it can be sent. */
export function vaultDraftProblems(
  draft: VaultDraft,
): Readonly<Partial<Record<keyof VaultDraft, string>>> {
  const { retentionDays } = draft
  const isDays =
    Number.isInteger(retentionDays) &&
    retentionDays >= retention.min &&
    retentionDays <= retention.max
  const found: Partial<Record<keyof VaultDraft, string | null | undefined>> = {
    name: vaultNameProblem(draft.name),
    subscriptionId: draft.subscriptionId === '' ? 'Choose a subscription.' : null,
    resourceGroup: draft.resourceGroup === '' ? 'Choose a resource group.' : null,
    location: draft.location === '' ? 'Choose a region.' : null,
    retentionDays: isDays ? null : `Type whole days, ${retention.min} to ${retention.max}.`,
    tags: vaultTagProblems(toTagList(draft.tags))[0]?.message,
  }
  return Object.fromEntries(Object.entries(found).filter(([, message]) => message != null))
}

/**
 * The resource as Azure takes it. The permission model is always said: what absent means depends on the
 * version of the interface (roles from 2026-02-01 on, access policies before). Purge protection is said
 * only when on: false is refused.
 * https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/create-or-update
 */
export function vaultResource(draft: VaultDraft) {
  return {
    location: draft.location,
    tags: { ...draft.tags },
    properties: {
      tenantId: draft.tenantId,
      sku: { family: 'A' as const, name: draft.sku },
      accessPolicies: [],
      enableRbacAuthorization: draft.permissionModel === 'rbac',
      softDeleteRetentionInDays: draft.retentionDays,
      ...(draft.purgeProtection ? { enablePurgeProtection: true } : {}),
      publicNetworkAccess: draft.network === 'private' ? 'Disabled' : 'Enabled',
      networkAcls: {
        bypass: draft.trustedServices ? 'AzureServices' : 'None',
        defaultAction: draft.network === 'all' ? 'Allow' : 'Deny',
        ipRules: [],
        virtualNetworkRules: [],
      },
    },
  }
}
