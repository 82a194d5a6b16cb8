import 'server-only'

/** The hosts of one Azure cloud. Tokens go to these and nowhere else. */
export interface AzureCloud {
  readonly loginHost: string
  readonly managementHost: string
  readonly graphHost: string
  /** Appended to a vault's name: begins with a dot. */
  readonly vaultSuffix: string
}

export type AzureCloudName = 'public' | 'china' | 'usgovernment'

/**
 * https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#vault-name-and-object-name,
 * https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud,
 * https://learn.microsoft.com/graph/deployments
 */
export const azureClouds: Readonly<Record<AzureCloudName, AzureCloud>> = {
  public: {
    loginHost: 'login.microsoftonline.com',
    managementHost: 'management.azure.com',
    graphHost: 'graph.microsoft.com',
    vaultSuffix: '.vault.azure.net',
  },
  china: {
    loginHost: 'login.partner.microsoftonline.cn',
    managementHost: 'management.chinacloudapi.cn',
    graphHost: 'microsoftgraph.chinacloudapi.cn',
    vaultSuffix: '.vault.azure.cn',
  },
  usgovernment: {
    loginHost: 'login.microsoftonline.us',
    managementHost: 'management.usgovcloudapi.net',
    graphHost: 'graph.microsoft.us',
    vaultSuffix: '.vault.usgovcloudapi.net',
  },
}

/** What a token is asked for. */
export type Resource = 'management' | 'vault' | 'graph'

/** The scope of a resource: the audience of its tokens and `/.default`. */
export function scopeOf(cloud: AzureCloud, resource: Resource): string {
  const hosts = {
    management: cloud.managementHost,
    vault: cloud.vaultSuffix.slice(1),
    graph: cloud.graphHost,
  }
  return `https://${hosts[resource]}/.default`
}

/** The resource that a scope stands for, or null when this cloud has none such. */
export function resourceOf(cloud: AzureCloud, scope: string): Resource | null {
  if (scope === scopeOf(cloud, 'vault')) return 'vault'
  if (scope === scopeOf(cloud, 'graph')) return 'graph'
  // The SDKs of Resource Manager write the host with and without a second slash.
  return scope.replace('//.default', '/.default') === scopeOf(cloud, 'management')
    ? 'management'
    : null
}

/** 3 to 24 letters, digits and hyphens, first a letter, last no hyphen, no two hyphens in a row. */
const vaultName = /^(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/

/**
 * The host of a vault. Throws on anything that is not a vault's name: what comes out of here gets a
 * token, so the name is checked before an URL exists.
 */
export function vaultHost(cloud: AzureCloud, name: string): string {
  if (!vaultName.test(name)) throw new HostRefused('Not the name of a vault.')
  return `${name.toLowerCase()}${cloud.vaultSuffix}`
}

/** A request would have gone to a host outside the configured cloud. */
export class HostRefused extends Error {
  override readonly name = 'HostRefused'
}

/**
 * Lets an URL pass only when it is https to exactly `host`, on its usual port and without credentials.
 * Run on each request that leaves, so a hostile `nextLink`, redirect or challenge gets nothing.
 */
export function assertHost(url: string, host: string): void {
  const parsed = URL.parse(url)
  const allowed =
    parsed !== null &&
    parsed.protocol === 'https:' &&
    parsed.port === '' &&
    parsed.username === '' &&
    parsed.password === '' &&
    parsed.hostname === host &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: URL drops these silently; we refuse them.
    !/[\u0000-\u0020\u007f\\]/.test(url)
  if (!allowed) throw new HostRefused(`Refused to send to anything but ${host}.`)
}
