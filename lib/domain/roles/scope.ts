/** What a role is assigned over. */
export type ScopeKind =
  | 'tenant'
  | 'management-group'
  | 'subscription'
  | 'resource-group'
  | 'vault'
  | 'object'
  | 'other'

const vaultPattern =
  /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.keyvault\/vaults\/[^/]+/

/** The form in which scopes are compared: lower case, no slash at the end; empty for the whole tenant. */
export function scopeKey(scope: string): string {
  return scope.toLowerCase().replace(/\/+$/, '')
}

/** What kind of thing a scope is. https://learn.microsoft.com/azure/role-based-access-control/scope-overview */
export function scopeKind(scope: string): ScopeKind {
  const key = scopeKey(scope)
  if (key === '') return 'tenant'
  if (/^\/providers\/microsoft\.management\/managementgroups\/[^/]+$/.test(key)) {
    return 'management-group'
  }
  if (/^\/subscriptions\/[^/]+$/.test(key)) return 'subscription'
  if (/^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/.test(key)) return 'resource-group'
  const vault = vaultPattern.exec(key)?.[0]
  if (vault === key) return 'vault'
  return vault !== undefined &&
    /^\/(certificates|keys|secrets)\/[^/]+$/.test(key.slice(vault.length))
    ? 'object'
    : 'other'
}

/**
 * Whether a role over `outer` counts at `inner`: there and everywhere below. Which subscriptions a
 * management group holds no id says; Azure lists for a vault only those above it, so each one counts.
 */
export function scopeCovers(outer: string, inner: string): boolean {
  if (scopeKind(outer) === 'management-group') return true
  const [above, below] = [scopeKey(outer), scopeKey(inner)]
  return below === above || below.startsWith(`${above}/`)
}

/** `subscription Production`, `secret idp-signing`: what stands behind "over". */
export function scopeWords(scope: string): string {
  const segments = scope.replace(/\/+$/, '').split('/')
  const name = segments.at(-1) ?? ''
  switch (scopeKind(scope)) {
    case 'tenant':
      return 'the whole tenant'
    case 'management-group':
      return `management group ${name}`
    case 'subscription':
      return `subscription ${name}`
    case 'resource-group':
      return `resource group ${name}`
    case 'vault':
      return `vault ${name}`
    case 'object':
      return `${segments.at(-2)?.toLowerCase().replace(/s$/, '')} ${name}`
    case 'other':
      return scope
  }
}
