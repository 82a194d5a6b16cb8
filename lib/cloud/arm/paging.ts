import type { ArmCall } from './call.ts'
import { ArmError } from './errors.ts'

/** Items of a page when the caller does not say. */
const defaultPage = 1_000

export interface Page<T> {
  value: readonly T[]
  nextLink?: string
}

export interface PagingOptions<T> {
  /** What the skip token names an item by. The items are in the order of these, compared part by part without case. */
  markerOf(item: T): readonly string[]
  /** `always`: a link after every page but an empty one, as vault lists do. `more`: only when more follows. */
  link: 'always' | 'more'
}

/**
 * Cuts one page by `$top` and `$skiptoken`. The token names the last item of the page before, so a
 * resource that comes or goes in between neither repeats nor hides another.
 */
export function paginate<T>(
  call: ArmCall,
  items: readonly T[],
  { markerOf, link }: PagingOptions<T>,
): Page<T> {
  const top = readTop(call)
  const after = readSkipToken(call)
  const start = after === null ? 0 : items.findIndex((item) => isAfter(markerOf(item), after))
  const value = start < 0 ? [] : items.slice(start, start + top)
  const last = value.at(-1)
  if (last === undefined) return { value }
  if (link === 'more' && start + value.length >= items.length) return { value }
  return { value, nextLink: nextLink(call, markerOf(last)) }
}

/** One page of what is read in its order, a page at a time: no list is ever whole in memory. */
export function paginateRead<T>(
  call: ArmCall,
  read: (after: string, limit: number) => readonly T[],
  markerOf: (item: T) => string,
): Page<T> {
  const top = readTop(call)
  const items = read(readSkipToken(call)?.[0] ?? '', top + 1)
  const value = items.slice(0, top)
  const last = value.at(-1)
  if (last === undefined || items.length <= top) return { value }
  return { value, nextLink: nextLink(call, [markerOf(last)]) }
}

function readTop(call: ArmCall): number {
  const top = call.url.searchParams.get('$top')
  if (top === null) return defaultPage
  if (!/^[1-9]\d{0,8}$/.test(top)) {
    throw new ArmError(
      400,
      'InvalidTopInQueryString',
      `Invalid $top '${top}' specified in the query string.`,
    )
  }
  return Math.min(Number(top), defaultPage)
}

/** A token that we never gave out names a place like any other: reading on from there does no harm. */
function readSkipToken(call: ArmCall): string[] | null {
  const token = call.url.searchParams.get('$skiptoken')
  return token === null ? null : Buffer.from(token, 'base64').toString('utf8').split('|')
}

function isAfter(marker: readonly string[], place: readonly string[]): boolean {
  for (const [at, part] of marker.entries()) {
    const mine = part.toLowerCase()
    const theirs = place[at]?.toLowerCase() ?? ''
    if (mine !== theirs) return mine > theirs
  }
  return false
}

function nextLink(call: ArmCall, marker: readonly string[]): string {
  const kept = [...call.url.searchParams]
    .filter(([name]) => name !== '$skiptoken')
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  const token = encodeURIComponent(Buffer.from(marker.join('|')).toString('base64'))
  return `${call.url.origin}${call.url.pathname}?${[...kept, `$skiptoken=${token}`].join('&')}`
}
