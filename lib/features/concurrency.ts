import 'server-only'

/** Calls to Azure at once for one page: enough to hide latency, far below the vault's limits. */
export const fleetConcurrency = 64

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

/**
 * Runs work that comes in over time, at most `limit` at once. What takes longer than `patienceMs` goes on
 * but gives its place to the next, so that those who hang cannot take all places and hold the rest back. At
 * most twice the limit run that way: where all is slow, more at once would make it slower still.
 */
export function makePool(
  limit: number,
  patienceMs: number,
): (work: () => Promise<void>) => Promise<void> {
  let placed = 0
  let running = 0
  const waiting: (() => void)[] = []
  const leave = () => {
    const next = waiting.shift()
    // The place passes on as it is, or somebody who comes just now would take it as well.
    if (next === undefined) placed -= 1
    else next()
  }
  return async (work) => {
    if (placed < limit) placed += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    running += 1
    let holds = true
    const timer = setInterval(() => {
      if (!holds || running >= 2 * limit) return
      holds = false
      leave()
    }, patienceMs)
    try {
      await work()
    } finally {
      clearInterval(timer)
      running -= 1
      if (holds) leave()
    }
  }
}
