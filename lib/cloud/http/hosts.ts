/** Which service of the cloud plays a host. */
export type ServiceName = 'login' | 'management' | 'graph' | 'logs' | 'vault'

/** Exact hosts, each with a certificate of its own. */
const exactHosts: ReadonlyMap<string, ServiceName> = new Map([
  ['login.microsoftonline.com', 'login'],
  ['login.windows.net', 'login'],
  ['login.microsoft.com', 'login'],
  ['management.azure.com', 'management'],
  ['graph.microsoft.com', 'graph'],
  ['api.loganalytics.io', 'logs'],
  ['api.loganalytics.azure.com', 'logs'],
])

const vaultDomain = 'vault.azure.net'

/** One label, as a DNS name may have it; whether such a vault exists is the vault service's matter. */
const vaultHost = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.vault\.azure\.net$/

/** The names in certificates, one certificate each. All vaults share the wildcard. */
export const certificateNames: readonly string[] = [...exactHosts.keys(), `*.${vaultDomain}`]

/** What the development CA may issue for at most (RFC 5280 section 4.2.1.10), and so nothing else. */
export const permittedDomains: readonly string[] = [...exactHosts.keys(), vaultDomain]

/** The service that plays this host (lower case, no port), or null for a stranger. */
export function serviceOf(host: string): ServiceName | null {
  return exactHosts.get(host) ?? (vaultHost.test(host) ? 'vault' : null)
}

/** Which of {@link certificateNames} covers a host that is played. */
export function certificateNameOf(host: string): string | null {
  switch (serviceOf(host)) {
    case null:
      return null
    case 'vault':
      return `*.${vaultDomain}`
    default:
      return host
  }
}

/** Host and port of a `Host` header or a CONNECT target, the host in lower case. Null when neither. */
export function splitAuthority(authority: string): { host: string; port: number | null } | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(\d{1,5}))?$/.exec(authority.toLowerCase())
  if (!match?.[1]) return null
  return { host: match[1], port: match[2] === undefined ? null : Number(match[2]) }
}
