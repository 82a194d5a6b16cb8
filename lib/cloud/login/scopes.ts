import type { Db } from '../store/store.ts'
import { type DirectoryApplication, findApplication } from './directory.ts'
import { badRequest, printable, unknownResource } from './errors.ts'

/** What an access token is for. `audience` is its `aud`, `identifier` what the client called it. */
export type Resource =
  | { version: '1.0'; audience: string; identifier: string }
  | { version: '2.0'; audience: string; identifier: string; api: DirectoryApplication }

export interface ParsedScope {
  resource: Resource
  /** Delegated permissions of the resource, for `scp`. */
  permissions: string[]
  /** As the response names them, in full. */
  granted: string[]
  openid: boolean
  offline: boolean
}

const graph = 'https://graph.microsoft.com'
const graphClientId = '00000003-0000-0000-c000-000000000000'
/** Graph's name, its name with a slash, and its client id. */
export const graphAudiences = [graph, `${graph}/`, graphClientId] as const

/** The Log Analytics query API at either of its hosts. */
export const logQueryAudiences = [
  'https://api.loganalytics.io',
  'https://api.loganalytics.io/',
  'https://api.loganalytics.azure.com',
  'https://api.loganalytics.azure.com/',
] as const

/**
 * Delegated permissions of Graph that may be asked for: to read the directory. `.default` gives the
 * first two, which is what every user may do anyway.
 * @see https://learn.microsoft.com/graph/permissions-reference
 */
const graphPermissions = [
  'User.Read',
  'Directory.Read.All',
  'User.ReadBasic.All',
  'User.Read.All',
  'Group.Read.All',
  'GroupMember.Read.All',
  'Application.Read.All',
  'Directory.AccessAsUser.All',
]

const oidcScopes = new Set(['openid', 'profile', 'email', 'offline_access'])

/**
 * Resources of Microsoft that this cloud plays, by the spellings that clients use. A token's audience
 * is the spelling that was asked for, slash and all: the service at the other end compares exactly.
 */
const microsoftResources = new Set<string>([
  ...graphAudiences,
  ...logQueryAudiences,
  'https://vault.azure.net',
  'https://management.azure.com',
  'https://management.azure.com/',
  'https://management.core.windows.net',
  'https://management.core.windows.net/',
])

/**
 * Reads a v2 `scope` value. All scopes must be of one resource.
 * @throws LoginError 500011 for a resource unknown here, 70011 for a scope that it does not expose.
 */
export function parseScope(db: Db, tenant: string, scope: string): ParsedScope {
  const asked = scope.split(' ').filter((entry) => entry !== '')
  const openid = asked.includes('openid')
  const offline = asked.includes('offline_access')
  const rest = asked.filter((entry) => !oidcScopes.has(entry))
  const identifiers = new Set(rest.map((entry) => splitScope(entry).identifier))
  if (identifiers.size > 1) {
    throw badRequest(
      28000,
      'Provided value for the input parameter scope is not valid because it contains more than one ' +
        'resource.',
      'invalid_scope',
    )
  }
  const [identifier] = identifiers
  if (identifier === undefined) {
    // Sign-in alone: Entra answers with a token for its own user-info endpoint.
    const resource = { version: '1.0', audience: graphClientId, identifier: graph } as const
    const granted = asked.filter((entry) => entry !== 'offline_access')
    return { resource, permissions: granted, granted, openid, offline }
  }
  const resource = findResource(db, tenant, identifier)
  const permissions = permissionsOf(resource, rest)
  return { resource, permissions, granted: rest, openid, offline }
}

/** Reads a v1 `resource` value, which always means all that is granted on it. */
export function parseResource(db: Db, tenant: string, identifier: string): ParsedScope {
  const resource = findResource(db, tenant, identifier)
  const permissions = permissionsOf(resource, [`${identifier}/.default`])
  return { resource, permissions, granted: permissions, openid: true, offline: true }
}

/** `https://vault.azure.net/.default` and `https://management.core.windows.net//.default` alike. */
function splitScope(scope: string): { identifier: string; name: string } {
  const at = scope.lastIndexOf('/')
  if (at <= 0) return { identifier: graph, name: scope }
  return { identifier: scope.slice(0, at), name: scope.slice(at + 1) }
}

function findResource(db: Db, tenant: string, identifier: string): Resource {
  if (microsoftResources.has(identifier)) {
    return { version: '1.0', audience: identifier, identifier }
  }
  const api = findApplication(db, identifier.replace(/^api:\/\//, ''))
  if (api?.apiScope) return { version: '2.0', audience: api.clientId, identifier, api }
  throw unknownResource(identifier, tenant)
}

/** Whether a token for this resource is one for Microsoft Graph. */
export function isGraph(resource: Resource): boolean {
  return graphAudiences.some((audience) => audience === resource.audience)
}

function permissionsOf(resource: Resource, scopes: readonly string[]): string[] {
  const exposed = exposedBy(resource)
  const names = scopes.map((scope) => splitScope(scope).name)
  const unknown = names.findIndex((name) => name !== '.default' && !exposed.includes(name))
  if (unknown >= 0) {
    throw badRequest(
      70011,
      "The provided value for the input parameter 'scope' is not valid. The scope " +
        `'${printable(scopes[unknown] ?? '')}' does not exist.`,
      'invalid_scope',
    )
  }
  return names.includes('.default') ? exposed.slice(0, 2) : names
}

function exposedBy(resource: Resource): readonly string[] {
  if (resource.version === '2.0') {
    return resource.api.apiScope === null ? [] : [resource.api.apiScope]
  }
  if (isGraph(resource)) return graphPermissions
  const isLogs = logQueryAudiences.some((audience) => audience === resource.audience)
  return isLogs ? ['Data.Read'] : ['user_impersonation']
}
