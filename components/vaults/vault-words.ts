import type { Vault } from '#lib/features/vaults/schema.ts'

/** `Premium`, `Standard`. */
export function skuWord(vault: Pick<Vault, 'sku'>): string {
  return vault.sku === 'premium' ? 'Premium' : 'Standard'
}

/** Who decides over keys, secrets and certificates: the two models that a vault can be on. */
export function permissionModelWord(vault: Pick<Vault, 'permissionModel'>): string {
  return vault.permissionModel === 'rbac' ? 'Azure roles' : 'Access policies'
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`
}

export interface NetworkWords {
  /** True when any address on the internet reaches the vault. */
  readonly open: boolean
  readonly text: string
}

/**
 * What the firewall lets through. Two gates that Azure keeps apart: `publicNetworkAccess` closes the
 * public door whatever the rule set says; without a rule set the door is open.
 * https://learn.microsoft.com/azure/key-vault/general/network-security
 */
export function networkWords({ network }: Pick<Vault, 'network'>): NetworkWords {
  const access = network.publicNetworkAccess?.toLowerCase() ?? 'enabled'
  if (access === 'disabled') return { open: false, text: 'Private endpoints only' }
  if (access === 'securedbyperimeter') return { open: false, text: 'Network security perimeter' }
  if (network.defaultAction !== 'Deny') return { open: true, text: 'All networks' }
  const rules = [
    network.ipRules > 0 && count(network.ipRules, 'IP rule', 'IP rules'),
    network.subnets > 0 && count(network.subnets, 'subnet', 'subnets'),
  ].filter((rule) => rule !== false)
  if (rules.length > 0) return { open: false, text: rules.join(', ') }
  const trusted = network.bypass?.includes('AzureServices') ?? false
  return { open: false, text: trusted ? 'Trusted services only' : 'Closed' }
}
