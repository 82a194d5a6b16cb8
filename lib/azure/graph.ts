import 'server-only'
import * as z from 'zod'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'

export type PrincipalKind = 'user' | 'group' | 'application' | 'managed-identity'

/** Somebody or something in the directory that can be given access. */
export interface Principal {
  /** Object id: what access policies and role assignments name. */
  readonly id: string
  readonly kind: PrincipalKind
  readonly name: string
  /** Sign-in name of a user, mail of a group; null when there is none. */
  readonly address: string | null
  /** Client id of an application or managed identity. */
  readonly appId: string | null
}

/** The directory of the user's tenant, as that user. Every method throws `FailureError`. */
export interface GraphGateway {
  /** Of one kind, whose name or address begins with the text; at most 20. */
  searchUsers(text: string): Promise<Principal[]>
  searchGroups(text: string): Promise<Principal[]>
  /** Applications and managed identities. */
  searchServicePrincipals(text: string): Promise<Principal[]>
  /** The service principal of a client id in this tenant, or null. */
  findByAppId(appId: string): Promise<Principal | null>
  /** Whoever is behind the object ids; deleted and foreign ones are left out. Any number. */
  getByIds(ids: readonly string[]): Promise<Principal[]>
  /** Everybody in a group, directly or through other groups. */
  transitiveMembers(groupId: string): Promise<Principal[]>
  /** Object ids of the groups that a principal is in, directly or through others. */
  transitiveGroups(principalId: string): Promise<string[]>
}

const object = z.object({
  '@odata.type': z.string().optional(),
  id: z.string(),
  displayName: z.string().nullish(),
  userPrincipalName: z.string().nullish(),
  mail: z.string().nullish(),
  appId: z.string().nullish(),
  servicePrincipalType: z.string().nullish(),
})
const page = z.object({ value: z.array(object), '@odata.nextLink': z.string().optional() })
const ids = z.object({ value: z.array(z.string()) })

type GraphObject = z.infer<typeof object>
type Type = 'user' | 'group' | 'servicePrincipal'

const members = {
  user: 'id,displayName,userPrincipalName,mail',
  group: 'id,displayName,mail',
  servicePrincipal: 'id,displayName,appId,servicePrincipalType',
}
/** Ids in one question: https://learn.microsoft.com/graph/api/directoryobject-getbyids */
const idsAtOnce = 1_000

export function graphGateway(clients: UserClients): GraphGateway {
  const ask = (path: string, body?: unknown) =>
    clients.graph(body === undefined ? { path } : { path, body })

  /** Names are searched word by word, addresses by how they begin. */
  const search = async (
    set: string,
    type: Type,
    properties: readonly string[],
    text: string,
  ): Promise<Principal[]> => {
    const words = text.replaceAll(/[\\"]/g, (sign) => `\\${sign}`)
    const clauses = properties.map((property) => `"${property}:${words}"`).join(' OR ')
    const query = new URLSearchParams({ $search: clauses, $select: members[type], $top: '20' })
    const found = page.parse(await ask(`/${set}?${query}`)).value
    return found.flatMap((one) => toPrincipal(one, type))
  }

  const pages = async (first: string): Promise<GraphObject[]> => {
    const found: GraphObject[] = []
    for (let path: string | null = first; path !== null; ) {
      const body: z.infer<typeof page> = page.parse(await ask(path))
      found.push(...body.value)
      path = nextPath(body['@odata.nextLink'])
    }
    return found
  }

  return {
    searchUsers: (text) =>
      translated(context('User.Read.All', 'the users of the tenant'), () =>
        search('users', 'user', ['displayName', 'userPrincipalName', 'mail'], text),
      ),
    searchGroups: (text) =>
      translated(context('Group.Read.All', 'the groups of the tenant'), () =>
        search('groups', 'group', ['displayName', 'mail'], text),
      ),
    searchServicePrincipals: (text) =>
      translated(context('Application.Read.All', 'the applications of the tenant'), () =>
        search('servicePrincipals', 'servicePrincipal', ['displayName'], text),
      ),
    findByAppId: (appId) =>
      translated(context('Application.Read.All', 'the applications of the tenant'), async () => {
        const filter = `appId eq '${appId.replaceAll("'", "''")}'`
        const query = new URLSearchParams({ $filter: filter, $select: members.servicePrincipal })
        const found = page.parse(await ask(`/servicePrincipals?${query}`)).value
        return found.flatMap((one) => toPrincipal(one, 'servicePrincipal'))[0] ?? null
      }),
    getByIds: (wanted) =>
      translated(context('Directory.Read.All', 'the principals of the tenant'), async () => {
        const found: Principal[] = []
        for (let at = 0; at < wanted.length; at += idsAtOnce) {
          const body = { ids: wanted.slice(at, at + idsAtOnce), types: Object.keys(members) }
          const answer = page.parse(await ask('/directoryObjects/getByIds', body))
          found.push(...answer.value.flatMap((one) => toPrincipal(one)))
        }
        return found
      }),
    transitiveMembers: (groupId) =>
      translated(context('GroupMember.Read.All', 'the members of the group'), async () => {
        const found = await pages(
          `/groups/${encodeURIComponent(groupId)}/transitiveMembers?$top=999`,
        )
        return found.flatMap((one) => toPrincipal(one))
      }),
    transitiveGroups: (principalId) =>
      translated(context('GroupMember.Read.All', 'the groups of the principal'), async () => {
        const path = `/directoryObjects/${encodeURIComponent(principalId)}/getMemberGroups`
        return ids.parse(await ask(path, { securityEnabledOnly: false })).value
      }),
  }
}

function context(right: string, what: string): CallContext {
  return {
    plane: 'management',
    right,
    vault: null,
    object: what,
    service: 'Microsoft Graph',
    reads: true,
  }
}

/** Empty for a kind that can be given no access, such as a device. */
function toPrincipal(one: GraphObject, known?: Type): Principal[] {
  const type = known ?? one['@odata.type']?.replace('#microsoft.graph.', '')
  if (type !== 'user' && type !== 'group' && type !== 'servicePrincipal') return []
  const application =
    one.servicePrincipalType === 'ManagedIdentity' ? 'managed-identity' : 'application'
  return [
    {
      id: one.id,
      kind: type === 'servicePrincipal' ? application : type,
      name: one.displayName ?? one.userPrincipalName ?? one.id,
      address: one.userPrincipalName ?? one.mail ?? null,
      appId: one.appId ?? null,
    },
  ]
}

/** The next page as a path of the same host: the transport refuses any other. */
function nextPath(link: string | undefined): string | null {
  const url = link === undefined ? null : URL.parse(link)
  return url === null ? null : `${url.pathname.replace(/^\/v1\.0/, '')}${url.search}`
}
