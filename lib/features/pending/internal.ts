import 'server-only'
import type { ActivityVerb } from '../activity/schema.ts'
import type { Services } from '../services.ts'

/** How far back orders count, in days: a CA answers or gives up by then, and a person has looked. */
export const recordDays = 30

/** Most orders that are looked through. */
const ordersMax = 2_000

/** Verbs after which a certificate may have an operation. */
const orderVerbs: readonly ActivityVerb[] = ['certificates.create', 'pending.retry']

/** The last order of a certificate that was placed through this console. */
export interface Order {
  /** ISO 8601. */
  readonly at: string
  readonly by: string
}

/** The orders of the last days by `<vault>/<certificate>` in lower case. */
export async function readOrders({ store, clock }: Services): Promise<ReadonlyMap<string, Order>> {
  const since = new Date(clock.now().getTime() - recordDays * 86_400_000).toISOString()
  const rows = await store
    .selectFrom('records')
    .select(['vault', 'object', 'at', 'actor_name', 'outcome'])
    .where('verb', 'in', [...orderVerbs])
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(ordersMax)
    .execute()
  const orders = new Map<string, Order>()
  for (const row of rows) {
    const key = `${row.vault}/${row.object}`.toLowerCase()
    // A refused order began nothing; the one before it may have.
    if (row.outcome === 'refused' || row.outcome === 'failed' || orders.has(key)) continue
    orders.set(key, { at: row.at, by: row.actor_name })
  }
  return orders
}
