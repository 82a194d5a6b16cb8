/** Keys of an address's query with their new values; null takes a key away. */
export type QueryChange = Readonly<Record<string, string | null>>

/** A query after a change. */
export function changedQuery(query: URLSearchParams, change: QueryChange): URLSearchParams {
  const next = new URLSearchParams(query)
  for (const [key, value] of Object.entries(change)) {
    if (value === null) next.delete(key)
    else next.set(key, value)
  }
  return next
}

/** A query as it stands in an address, with its question mark; commas stay readable in it. */
export function queryText(query: URLSearchParams): string {
  const text = query.toString().replaceAll('%2C', ',')
  return text === '' ? '' : `?${text}`
}

/** The parts of a list such as `issuer,tags`; null when the query has none. */
export function readList(text: string | null): string[] | null {
  return text === null ? null : text.split(',').filter(Boolean)
}
