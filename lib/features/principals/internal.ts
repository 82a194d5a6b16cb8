import 'server-only'
import type { Failure } from '#lib/domain/failure.ts'
import type { Caller } from '#lib/session/caller.ts'
import { mapBounded } from '../concurrency.ts'
import { type Attempt, attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import type { Principal } from './schema.ts'

/** Who stands behind ids, as far as the directory tells this caller. Ids are compared without case. */
export interface Directory {
  /** Undefined: the directory does not know the id, or was not to be asked. */
  principal(objectId: string): Principal | undefined
  /** Everybody in a group, directly or through others; undefined where that could not be read. */
  members(groupId: string): readonly Principal[] | undefined
  application(clientId: string): Principal | undefined
  /** Why names could not be read: then nobody is known, and nobody known to be gone. */
  readonly namesUnread: Failure | null
  /** Why members of groups could not be read. */
  readonly membersUnread: Failure | null
}

/** Questions to the directory at once for one page. */
const atOnce = 8

/** Names, members of the groups among them, and applications. A refusal is told, not thrown. */
export async function readDirectory(
  services: Services,
  caller: Caller,
  objectIds: Iterable<string>,
  clientIds: Iterable<string> = [],
): Promise<Directory> {
  const { graph } = services.azureOf(caller)
  const ids = distinct(objectIds)
  const [named, applications] = await Promise.all([
    attempt(async () => (ids.length === 0 ? [] : graph.getByIds(ids))),
    mapBounded(distinct(clientIds), atOnce, (id) => attempt(() => graph.findByAppId(id))),
  ])
  const people = named.ok ? named.value : []
  const groups = people.filter(({ kind }) => kind === 'group')
  const members = await mapBounded(groups, atOnce, ({ id }) =>
    attempt(async () => [id, await graph.transitiveMembers(id)] as const),
  )
  const byId = keyed(people, ({ id }) => id)
  const inGroups = new Map(came(members).map(([id, all]) => [id.toLowerCase(), all]))
  const byClient = keyed(
    came(applications).filter((one) => one !== null),
    ({ appId }) => appId ?? '',
  )
  return {
    principal: (id) => byId.get(id.toLowerCase()),
    members: (id) => inGroups.get(id.toLowerCase()),
    application: (id) => byClient.get(id.toLowerCase()),
    namesUnread: named.ok ? null : named.failure,
    membersUnread: firstFailure(members),
  }
}

function distinct(ids: Iterable<string>): string[] {
  return [...new Set([...ids].map((id) => id.toLowerCase()))]
}

function keyed(of: readonly Principal[], key: (one: Principal) => string) {
  return new Map(of.map((one) => [key(one).toLowerCase(), one]))
}

function came<T>(attempts: readonly Attempt<T>[]): T[] {
  return attempts.flatMap((one) => (one.ok ? [one.value] : []))
}

function firstFailure(attempts: readonly Attempt<unknown>[]): Failure | null {
  return attempts.flatMap((one) => (one.ok ? [] : [one.failure]))[0] ?? null
}
