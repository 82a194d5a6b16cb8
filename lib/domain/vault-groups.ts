import { environmentTag } from './environment.ts'

/** What vaults can be put together by: two tags that companies set, and where the vault is. */
export const groupings = ['app', 'env', 'region', 'subscription'] as const
export type Grouping = (typeof groupings)[number]

/** What of a vault decides its group. */
export interface GroupedVault {
  readonly name: string
  readonly tags: Readonly<Record<string, string>>
  /** `West Europe` */
  readonly region: string
  readonly subscriptionId: string
  readonly subscriptionName: string
}

export interface VaultGroup<Vault> {
  /** Stable name of the group; empty for the vaults that have no such tag. */
  readonly key: string
  /** As the first of its vaults spells it; null for those without the tag. */
  readonly value: string | null
  readonly vaults: readonly Vault[]
}

/**
 * Names of the tag for the application or workload, in the order in which they count.
 * https://learn.microsoft.com/azure/cloud-adoption-framework/ready/azure-best-practices/resource-tagging
 */
const appTags = ['app', 'application', 'workload', 'workloadname', 'service', 'team']

/** Vaults in groups by the name of the group, those without one last. Case and spaces make no difference. */
export function groupVaults<Vault extends GroupedVault>(
  vaults: readonly Vault[],
  by: Grouping,
): readonly VaultGroup<Vault>[] {
  const groups = new Map<string, { value: string | null; vaults: Vault[] }>()
  for (const vault of vaults) {
    const { key, value } = groupOf(vault, by)
    const group = groups.get(key) ?? { value, vaults: [] }
    groups.set(key, group)
    group.vaults.push(vault)
  }
  return [...groups]
    .map(([key, group]) => ({ key, ...group }))
    .sort((a, b) => {
      if (a.value === null || b.value === null) return a.value === null ? 1 : -1
      return a.value.localeCompare(b.value, 'en')
    })
}

function groupOf(vault: GroupedVault, by: Grouping): { key: string; value: string | null } {
  if (by === 'subscription') return { key: vault.subscriptionId, value: vault.subscriptionName }
  if (by === 'region') return { key: vault.region, value: vault.region }
  const value = (by === 'env' ? environmentTag(vault.tags) : appTag(vault.tags))?.trim() ?? ''
  return { key: value.toLowerCase(), value: value === '' ? null : value }
}

function appTag(tags: Readonly<Record<string, string>>): string | null {
  const named = new Map(Object.entries(tags).map(([name, value]) => [name.toLowerCase(), value]))
  const tag = appTags.find((name) => named.has(name))
  return tag === undefined ? null : (named.get(tag) ?? null)
}
