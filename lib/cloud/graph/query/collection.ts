import type { GraphCall } from '../call.ts'
import { badRequest, unsupportedQuery } from '../errors.ts'
import type { DirectoryView } from '../objects/directory.ts'
import type { Entity, EntityKind, Value } from '../objects/entity.ts'
import { parseFilter } from './filter.ts'
import { parseSearch } from './search.ts'
import { selectedOf, shapeEntity } from './select.ts'
import { memberOf } from './values.ts'

export interface CollectionOptions {
  /** What `@odata.context` calls it: `users`, `directoryObjects`. */
  set: string
  /** The kind of all items, or null where they are mixed and each says what it is. */
  kind: EntityKind | null
}

const defaultPage = 100
const largestPage = 999

/** One page of a list by the query options of the call. @throws GraphError 400 */
export function collectionBody(
  call: GraphCall,
  directory: DirectoryView,
  entities: readonly Entity[],
  options: CollectionOptions,
): object {
  const found = narrow(call, directory, entities, options.kind)
  const { placeOf, compare } = readOrder(call)
  const ordered = found.toSorted((a, b) => compare(placeOf(a), placeOf(b)))
  const after = readSkipToken(call)
  // The token names the last object of the page before: one that comes or goes repeats nothing.
  const rest = after ? ordered.filter((one) => compare(placeOf(one), after) > 0) : ordered
  const page = rest.slice(0, readTop(call))
  const last = page.at(-1)
  const selected = selectedOf(call.url, directory, options.kind)
  const isCounted = isEventual(call) && option(call, '$count')?.toLowerCase() === 'true'
  return {
    '@odata.context': contextOf(options.set, selected),
    ...(isCounted ? { '@odata.count': found.length } : {}),
    ...(last && page.length < rest.length
      ? { '@odata.nextLink': nextLink(call, placeOf(last)) }
      : {}),
    value: page.map((entity) => ({
      ...(options.kind === null ? { '@odata.type': `#microsoft.graph.${entity.kind}` } : {}),
      ...shapeEntity(entity, selected ?? directory.shownOf(entity.kind)),
    })),
  }
}

/** `…/$count`, which only the eventual store answers. @throws GraphError 400 */
export function countOf(
  call: GraphCall,
  directory: DirectoryView,
  entities: readonly Entity[],
  kind: EntityKind | null,
): number {
  if (!isEventual(call)) throw unsupportedQuery('$count is not currently supported.')
  return narrow(call, directory, entities, kind).length
}

/** What `$filter` and `$search` leave. */
function narrow(
  call: GraphCall,
  directory: DirectoryView,
  entities: readonly Entity[],
  kind: EntityKind | null,
): readonly Entity[] {
  let found = entities
  const filter = option(call, '$filter')
  if (filter !== null && filter.trim() !== '') {
    const names = kind === null ? mixedProperties(directory) : directory.propertiesOf(kind)
    const { matches, advanced } = parseFilter(filter, kind ?? 'directoryObject', names)
    if (advanced !== null && !isEventual(call)) {
      throw unsupportedQuery(
        `Operator '${advanced}' is not supported because the 'ConsistencyLevel:eventual' header is ` +
          'missing. Refer to https://aka.ms/graph-docs/advanced-queries for more information',
      )
    }
    found = found.filter(matches)
  }
  const search = option(call, '$search')
  if (search === null) return found
  if (!isEventual(call)) {
    throw unsupportedQuery(
      'Request with $search query parameter only works through MSGraph with a special request header: ' +
        "'ConsistencyLevel: eventual'",
    )
  }
  return found.filter(parseSearch(search))
}

function mixedProperties(directory: DirectoryView): string[] {
  const kinds = ['user', 'group', 'servicePrincipal', 'application'] as const
  return kinds.flatMap((kind) => directory.propertiesOf(kind))
}

/** Where an object stands: by the sorted property, and by id between equals. */
type Place = readonly [key: string, id: string]

interface Order {
  placeOf(entity: Entity): Place
  compare(a: Place, b: Place): number
}

/** By name unless `$orderby` says otherwise. @throws GraphError 400 */
function readOrder(call: GraphCall): Order {
  const [name = '', direction] = (option(call, '$orderby') ?? 'displayName').trim().split(/\s+/)
  if (!/^(displayName|userPrincipalName|mail|appId|id)$/i.test(name)) {
    throw unsupportedQuery(`Sorting not supported for property '${name}'.`)
  }
  const sign = direction?.toLowerCase() === 'desc' ? -1 : 1
  return {
    placeOf: (entity) => [textOf(memberOf(entity.properties, [name])), entity.id],
    compare: (a, b) => sign * (compareTexts(a[0], b[0]) || compareTexts(a[1], b[1])),
  }
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function readSkipToken(call: GraphCall): Place | null {
  const token = option(call, '$skiptoken')
  if (token === null) return null
  const [key, id] = Buffer.from(token, 'base64url').toString('utf8').split('\n')
  if (key === undefined || id === undefined) throw badRequest('Skip token is not valid.')
  return [key, id]
}

function readTop(call: GraphCall): number {
  const top = option(call, '$top')
  if (top === null) return defaultPage
  if (!/^\d{1,9}$/.test(top) || Number(top) < 1 || Number(top) > largestPage) {
    throw unsupportedQuery(
      `Invalid page size specified: '${top}'. Must be between 1 and 999 inclusive.`,
    )
  }
  return Number(top)
}

function nextLink(call: GraphCall, last: Place): string {
  const kept = [...call.url.searchParams]
    .filter(([name]) => name.toLowerCase() !== '$skiptoken')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}&`)
  const token = Buffer.from(last.join('\n')).toString('base64url')
  return `${call.url.origin}${call.url.pathname}?${kept.join('')}$skiptoken=${token}`
}

/** `ConsistencyLevel: eventual`: the store that knows counts, searches and negations. */
function isEventual(call: GraphCall): boolean {
  return call.request.headers.get('consistencylevel')?.toLowerCase() === 'eventual'
}

function option(call: GraphCall, name: string): string | null {
  for (const [key, value] of call.url.searchParams) {
    if (key.toLowerCase() === name || key.toLowerCase() === name.slice(1)) return value
  }
  return null
}

function contextOf(set: string, selected: readonly string[] | null): string {
  const names = selected === null ? '' : `(${selected.join(',')})`
  return `https://graph.microsoft.com/v1.0/$metadata#${set}${names}`
}

function textOf(value: Value | undefined): string {
  return typeof value === 'string' ? value.toLowerCase() : ''
}
