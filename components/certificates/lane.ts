/**
 * Lets at most `width` tasks run at a time, the others in the order they came. A task whose signal is
 * aborted before its turn never runs: its row has scrolled away.
 */
export function makeLane(width: number) {
  let running = 0
  const waiting: (() => void)[] = []

  // A place is handed over, never given back in between, so that nobody slips in before their turn.
  function done() {
    const next = waiting.shift()
    if (next) next()
    else running -= 1
  }

  return async function lane<T>(task: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    if (running >= width) {
      await new Promise<void>((resolve, reject) => {
        const start = () => {
          signal?.removeEventListener('abort', leave)
          resolve()
        }
        const leave = () => {
          waiting.splice(waiting.indexOf(start), 1)
          reject(signal?.reason)
        }
        waiting.push(start)
        signal?.addEventListener('abort', leave, { once: true })
      })
    } else {
      running += 1
    }
    try {
      signal?.throwIfAborted()
      return await task()
    } finally {
      done()
    }
  }
}
