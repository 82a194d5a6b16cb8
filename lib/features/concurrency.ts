import 'server-only'

/** Calls to Azure at once for one page: enough to hide latency, far below the vault's limits. */
export const fleetConcurrency = 48

/** Like `Promise.all(items.map(work))`, with at most `limit` running; results in the order of the items. */
export async function mapBounded<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  async function worker(): Promise<void> {
    for (const [index, item] of queue) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  return results
}
