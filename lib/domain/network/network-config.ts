/** From where a vault may be reached. Defaults are filled in, so that two of them can be compared. */
export interface NetworkConfig {
  /** The outer gate: whether anything but an approved private endpoint may come at all. */
  readonly publicNetworkAccess: PublicAccess
  /** The inner gate: what happens to a caller that no rule names. */
  readonly defaultAction: 'Allow' | 'Deny'
  /** Whether trusted Microsoft services pass where no rule names them. */
  readonly bypass: 'AzureServices' | 'None'
  /** IPv4 ranges as the service keeps them: `203.0.113.7/32`. */
  readonly ipRules: readonly string[]
  readonly subnets: readonly SubnetRule[]
}

export type PublicAccess = 'Enabled' | 'Disabled' | 'SecuredByPerimeter'

export interface SubnetRule {
  /** ARM id in lower case, as the service keeps it. */
  readonly id: string
  /** True lets the rule be written before the subnet has its service endpoint. */
  readonly ignoreMissingEndpoint: boolean
}

/** What the screen offers: one word for both gates together. */
export type NetworkMode = 'all' | 'selected' | 'none' | 'perimeter'

export function modeOf({ publicNetworkAccess, defaultAction }: NetworkConfig): NetworkMode {
  if (publicNetworkAccess === 'Disabled') return 'none'
  if (publicNetworkAccess === 'SecuredByPerimeter') return 'perimeter'
  return defaultAction === 'Deny' ? 'selected' : 'all'
}

/** Sets both gates. Rules stay: without public access they have no effect, but are not lost. */
export function withMode(config: NetworkConfig, mode: NetworkMode): NetworkConfig {
  if (mode === 'none') return { ...config, publicNetworkAccess: 'Disabled' }
  if (mode === 'perimeter') return { ...config, publicNetworkAccess: 'SecuredByPerimeter' }
  const defaultAction = mode === 'selected' ? 'Deny' : 'Allow'
  return { ...config, publicNetworkAccess: 'Enabled', defaultAction }
}

/** From where a vault may be reached, in short. */
export interface NetworkReach {
  readonly mode: NetworkMode
  readonly ipRules: number
  readonly subnets: number
}

export function reachOf(config: NetworkConfig): NetworkReach {
  return {
    mode: modeOf(config),
    ipRules: config.ipRules.length,
    subnets: config.subnets.length,
  }
}

/** `from 2 address rules and 1 subnet`. Private endpoints and trusted services are not counted. */
export function reachWords({ mode, ipRules, subnets }: NetworkReach): string {
  if (mode === 'all') return 'from everywhere'
  if (mode === 'none') return 'through private endpoints only'
  if (mode === 'perimeter') return 'as its network security perimeter says'
  const named = [
    ...(ipRules === 0 ? [] : [ipRules === 1 ? '1 address rule' : `${ipRules} address rules`]),
    ...(subnets === 0 ? [] : [subnets === 1 ? '1 subnet' : `${subnets} subnets`]),
  ]
  return named.length === 0 ? 'through private endpoints only' : `from ${named.join(' and ')}`
}

/** What a subnet's id says, in words: `apps in virtual network hub`. */
export function subnetWords(id: string): string {
  const [, network, subnet] = /\/virtualnetworks\/([^/]+)\/subnets\/([^/]+)$/i.exec(id) ?? []
  return network === undefined || subnet === undefined ? id : `${subnet} of ${network}`
}

/** How many addresses a rule lets in, for one as the service keeps it: `203.0.113.0/24`. */
export function addressCount(rule: string): number {
  return 2 ** (32 - Number(rule.split('/')[1] ?? 32))
}
