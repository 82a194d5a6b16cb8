import { badParameter } from './errors.ts'
import { isObject } from './json.ts'

/** https://learn.microsoft.com/rest/api/keyvault/certificates/get-certificates/get-certificates#uri-parameters */
const maxPage = 25

export interface PageRequest {
  limit: number
  /** The row key after which the page begins; empty for the first page. */
  after: string
}

/** Reads `maxresults`, 1 to 25, and `$skiptoken`. Throws 400 `BadParameter`. */
export function readPage(query: URLSearchParams): PageRequest {
  return { limit: readLimit(query.get('maxresults')), after: readMarker(query.get('$skiptoken')) }
}

/**
 * One page of rows and the link to the next.
 * @param rows up to one more than the limit, which tells that there is more
 * @param keyOf the row key by which the rows are ordered
 */
export function pageBody<T>(
  rows: readonly T[],
  options: {
    page: PageRequest
    url: { base: string; path: string; query: URLSearchParams }
    keyOf: (row: T) => string
    item: (row: T) => object
  },
): object {
  const { page, url } = options
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    value: shown.map(options.item),
    nextLink:
      rows.length > page.limit && last !== undefined ? nextLink(url, options.keyOf(last)) : null,
  }
}

/** Absolute and with the port spelled out, as the service writes it. */
function nextLink(
  url: { base: string; path: string; query: URLSearchParams },
  marker: string,
): string {
  const token = Buffer.from(JSON.stringify({ NextMarker: marker, TargetLocation: 0 }))
  const query = [`api-version=${url.query.get('api-version') ?? ''}`]
  query.push(`$skiptoken=${encodeURIComponent(token.toString('base64'))}`)
  for (const name of ['maxresults', 'includePending']) {
    const value = url.query.get(name)
    if (value !== null) query.push(`${name}=${encodeURIComponent(value)}`)
  }
  return `${url.base}:443${url.path}?${query.join('&')}`
}

function readLimit(text: string | null): number {
  if (text === null) return maxPage
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > maxPage) {
    throw badParameter(`The maxresults parameter must be between 1 and ${maxPage}: ${text}`)
  }
  return limit
}

function readMarker(token: string | null): string {
  if (token === null || token === '') return ''
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'))
    if (isObject(value) && typeof value.NextMarker === 'string') return value.NextMarker
  } catch {
    // Falls through to the same answer as a token of another shape.
  }
  throw badParameter('The $skiptoken parameter is not valid.')
}
