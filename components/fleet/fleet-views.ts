import { filterKeys } from './fleet-filters.ts'

/** A search with its filters, order and columns, under a name. */
export interface FleetView {
  readonly name: string
  /** As in the address, without the question mark: `status=expired&sort=-expires`. */
  readonly query: string
}

/** Views that everybody has. */
export const builtInViews: readonly FleetView[] = [
  { name: 'All certificates', query: '' },
  { name: 'Expired', query: 'expires=past' },
  { name: 'Expire within 30 days', query: 'expires=30' },
  { name: 'Waiting to be issued', query: 'status=pending' },
  { name: 'Issuance failed', query: 'status=failed' },
  { name: 'Renewal due', query: 'status=renewal-due' },
  { name: 'Renewal checks fail', query: 'check=any' },
  { name: 'Disabled', query: 'status=disabled' },
]

/** What makes up a view; the name and the selection do not. */
const viewKeys: readonly string[] = ['q', 'sort', 'hide', ...filterKeys]

/** The same text for the same view, whatever the order in which it was clicked together. */
export function viewQuery(query: URLSearchParams): string {
  const kept = new URLSearchParams()
  for (const key of viewKeys) {
    const value = query.get(key)
    if (value !== null && value !== '') kept.set(key, value)
  }
  return kept.toString()
}

/** What to change in the address to be in this view; null takes a key away. */
export function viewChange({ name, query }: FleetView): Record<string, string | null> {
  const wanted = new URLSearchParams(query)
  const change: Record<string, string | null> = { view: query === '' ? null : name }
  for (const key of viewKeys) change[key] = wanted.get(key)
  return change
}

export const viewNameMax = 60

const storageKey = 'strongroom.certificate-views'

/** The person's own views, in this browser. Empty where nothing is kept, or nothing readable. */
export function readViews(storage: Pick<Storage, 'getItem'>): FleetView[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(storageKey) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isView) : []
  } catch {
    // Storage can be refused, and anybody can write to it: then there are no own views.
    return []
  }
}

function isView(value: unknown): value is FleetView {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'query' in value &&
    typeof value.query === 'string'
  )
}

/** The views with this one, in the place of one of the same name. */
export function withView(views: readonly FleetView[], view: FleetView): FleetView[] {
  return [...views.filter(({ name }) => name !== view.name), view]
}

/** False when the browser does not keep it. */
export function keepViews(storage: Pick<Storage, 'setItem'>, views: readonly FleetView[]): boolean {
  try {
    storage.setItem(storageKey, JSON.stringify(views))
    return true
  } catch {
    return false
  }
}
