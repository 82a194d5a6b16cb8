import { getByIds, memberGroups } from './actions.ts'
import { requireReader, requireSelf } from './authenticate.ts'
import type { GraphAnswer, GraphCall } from './call.ts'
import {
  accessDenied,
  badRequest,
  objectNotFound,
  unknownSegment,
  unsupportedQuery,
} from './errors.ts'
import { relatedTo } from './members.ts'
import { type DirectoryView, viewDirectory } from './objects/directory.ts'
import type { Entity, EntityKind } from './objects/entity.ts'
import { collectionBody, countOf } from './query/collection.ts'
import { selectedOf, shapeEntity } from './query/select.ts'

/** The entity sets of the directory; `null` holds objects of every kind. */
const sets = new Map<string, { set: string; kind: EntityKind | null }>([
  ['users', { set: 'users', kind: 'user' }],
  ['groups', { set: 'groups', kind: 'group' }],
  ['serviceprincipals', { set: 'servicePrincipals', kind: 'servicePrincipal' }],
  ['applications', { set: 'applications', kind: 'application' }],
  ['directoryobjects', { set: 'directoryObjects', kind: null }],
])

type EntitySet = { set: string; kind: EntityKind | null }

/** Finds what the path names and answers it. @throws GraphError */
export async function answer(call: GraphCall): Promise<GraphAnswer> {
  const directory = viewDirectory(call.ctx.store, call.ctx.tenant)
  const [first = '', ...rest] = call.segments
  if (first.toLowerCase() === 'me') return answerSelf(call, directory, rest)
  // `servicePrincipals(appId='…')` is one object, addressed by another key.
  const [, name = first, appId] = /^(\w+)\(appId='([^']+)'\)$/i.exec(first) ?? []
  const set = sets.get(name.toLowerCase())
  if (!set) throw unknownSegment(first)
  if (appId !== undefined) {
    return answerEntity(call, directory, set, findByAppId(call, directory, set, appId), rest)
  }
  const [id, ...further] = rest
  if (id === undefined) return answerSet(call, directory, set)
  if (set.kind === null && id.toLowerCase() === 'getbyids' && call.request.method === 'POST') {
    requireReaders(call, set)
    return { body: await getByIds(call, directory) }
  }
  if (set.kind !== null && id.toLowerCase() === '$count') {
    refuseWrites(call)
    requireReaders(call, set)
    return { text: `${countOf(call, directory, directory.list(set.kind), set.kind)}` }
  }
  requireReaders(call, set)
  const entity = set.kind === null ? directory.findAny(id) : directory.find(set.kind, id)
  if (!entity) throw objectNotFound(id)
  return answerEntity(call, directory, set, entity, further)
}

async function answerSelf(
  call: GraphCall,
  directory: DirectoryView,
  rest: readonly string[],
): Promise<GraphAnswer> {
  if (call.caller.idtyp === 'app') {
    throw badRequest('/me request is only valid with delegated authentication flow.')
  }
  requireSelf(call.caller)
  const entity = directory.find('user', call.caller.oid)
  if (!entity) throw objectNotFound(call.caller.oid)
  return answerEntity(call, directory, { set: 'users', kind: 'user' }, entity, rest)
}

function answerSet(call: GraphCall, directory: DirectoryView, set: EntitySet): GraphAnswer {
  refuseWrites(call)
  if (set.kind === null) {
    throw unsupportedQuery('The specified resource set does not support listing.')
  }
  requireReaders(call, set)
  return { body: collectionBody(call, directory, directory.list(set.kind), set) }
}

async function answerEntity(
  call: GraphCall,
  directory: DirectoryView,
  set: EntitySet,
  entity: Entity,
  rest: readonly string[],
): Promise<GraphAnswer> {
  const [relation, cast, count] = rest
  if (relation === undefined) {
    refuseWrites(call)
    return { body: entityBody(call, directory, set, entity) }
  }
  if (call.request.method === 'POST') {
    const body = await memberGroups(call, entity, relation)
    if (body) return { body }
    refuseWrites(call)
  }
  refuseWrites(call)
  const related = relatedTo(call.ctx.store, directory, entity, relation)
  if (!related) throw unknownSegment(relation)
  const isCount = cast?.toLowerCase() === '$count' || count?.toLowerCase() === '$count'
  const kind = cast === undefined || cast.toLowerCase() === '$count' ? null : kindOfCast(cast)
  const wanted = related.filter((one) => kind === null || one.kind === kind)
  if (isCount) return { text: `${countOf(call, directory, wanted, kind)}` }
  const options = kind === null ? { set: 'directoryObjects', kind } : { set: `${kind}s`, kind }
  return { body: collectionBody(call, directory, wanted, options) }
}

/** `…/transitiveMemberOf/microsoft.graph.group`: only objects of that kind. */
function kindOfCast(segment: string): EntityKind {
  const name = segment.toLowerCase().replace(/^(microsoft\.)?graph\./, '')
  for (const { kind } of sets.values()) {
    if (kind !== null && kind.toLowerCase() === name) return kind
  }
  throw unknownSegment(segment)
}

function entityBody(
  call: GraphCall,
  directory: DirectoryView,
  { set, kind }: EntitySet,
  entity: Entity,
): object {
  const selected = selectedOf(call.url, directory, kind)
  const names = selected === null ? '' : `(${selected.join(',')})`
  return {
    '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#${set}${names}/$entity`,
    ...(kind === null ? { '@odata.type': `#microsoft.graph.${entity.kind}` } : {}),
    ...shapeEntity(entity, selected ?? directory.shownOf(entity.kind)),
  }
}

function findByAppId(
  call: GraphCall,
  directory: DirectoryView,
  set: EntitySet,
  appId: string,
): Entity {
  requireReaders(call, set)
  if (set.kind !== 'servicePrincipal' && set.kind !== 'application') throw unknownSegment(set.set)
  const entity = directory.findByAppId(set.kind, appId)
  if (!entity) throw objectNotFound(appId)
  return entity
}

/** A set of every kind needs the right to read every kind. */
function requireReaders(call: GraphCall, { kind }: EntitySet): void {
  const kinds = kind === null ? (['user', 'group', 'servicePrincipal'] as const) : [kind]
  for (const one of kinds) requireReader(call.caller, one)
}

/** No permission to write the directory is ever granted here, so nobody has it. */
function refuseWrites(call: GraphCall): void {
  if (call.request.method !== 'GET') throw accessDenied()
}
