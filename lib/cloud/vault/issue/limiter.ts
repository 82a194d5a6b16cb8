/** Runs at most so many tasks at a time; the others wait in order. */
export interface Limiter {
  run<T>(task: () => Promise<T>): Promise<T>
}

export function createLimiter(limit: number): Limiter {
  let free = limit
  const waiting: (() => void)[] = []
  return {
    async run(task) {
      if (free > 0) free -= 1
      else await new Promise<void>((resolve) => waiting.push(resolve))
      try {
        return await task()
      } finally {
        // A finished task hands its turn on, so a newcomer cannot overtake those that wait.
        const next = waiting.shift()
        if (next) next()
        else free += 1
      }
    },
  }
}
