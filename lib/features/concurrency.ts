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
 * but gives its place to the next, so that those who hang cannot take all places and hold the rest back.
 */
export function makePool(
  limit: number,
  patienceMs: number,
): (work: () => Promise<void>) => Promise<void> {
  let running = 0
  const waiting: (() => void)[] = []
  const leave = () => {
    const next = waiting.shift()
    // The place passes on as it is, or somebody who comes just now would take it as well.
    if (next === undefined) running -= 1
    else next()
  }
  return async (work) => {
    if (running < limit) running += 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    let holds = true
    const leaveOnce = () => {
      if (holds) leave()
      holds = false
    }
    const timer = setTimeout(leaveOnce, patienceMs)
    try {
      await work()
    } finally {
      clearTimeout(timer)
      leaveOnce()
    }
  }
}
