import type { CloudContext } from '../context.ts'
import { firstDue } from './agenda.ts'
import { catchUp } from './catch-up.ts'
import { type DueSource, never } from './due.ts'

/** The longest time between two looks, in ms: what was changed meanwhile may fall due earlier. */
const longestSleep = 10_000
const shortestSleep = 250

/** What happens by itself in the cloud, on the cloud's clock. */
export interface LifeCycle {
  /** Begins to look by itself. */
  start(): void
  /** Resolves when all that is due at the time of the call has happened. */
  catchUp(): Promise<void>
  /** Runs `task` while nothing happens by itself; a catching up under way ends unfinished. */
  pause<T>(task: () => Promise<T>): Promise<T>
  /** Ends after the write under way; what is still due happens after the next start. */
  stop(): Promise<void>
}

export interface LifeCycleOptions {
  /** In the order in which they happen within a second. */
  sources: readonly DueSource[]
  /** Waits for work elsewhere that may make things fall due. @returns false when there is none */
  elsewhere?: (signal: AbortSignal) => Promise<boolean>
}

export function createLifeCycle(
  ctx: CloudContext,
  { sources, elsewhere = async () => false }: LifeCycleOptions,
): LifeCycle {
  let queue: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let started = false
  let pauses = 0
  const stopping = new AbortController()
  /** Up to here everything has happened. */
  let since = 0

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const run = queue.then(task)
    queue = run.catch(() => undefined)
    return run
  }

  /** @param thoroughly waits also for what others do about it */
  async function look(thoroughly: boolean): Promise<void> {
    clearTimeout(timer)
    try {
      const until = secondsNow(ctx)
      const span = {
        until,
        since: Math.min(since, until),
        stopped: () => pauses > 0 || stopping.signal.aborted,
      }
      do await catchUp(ctx, sources, span)
      while (thoroughly && !span.stopped() && (await elsewhere(stopping.signal)))
      if (!span.stopped()) since = until
    } finally {
      if (started && !stopping.signal.aborted) sleep()
    }
  }

  function sleep(): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      inTurn(() => look(false)).catch((error: unknown) => {
        ctx.log({ event: 'life cycle interrupted', error: String(error) })
      })
    }, untilNext()).unref()
  }

  function untilNext(): number {
    try {
      const [next] = ctx.store.read((db) => firstDue(db, sources, never, 1))
      const wait = next ? (next.at - secondsNow(ctx)) * 1000 : longestSleep
      return Math.max(shortestSleep, Math.min(longestSleep, wait))
    } catch {
      // A store that cannot be read now may be well again at the next look, which says what ails it.
      return longestSleep
    }
  }

  return {
    start() {
      started = true
      sleep()
    },
    catchUp: () => inTurn(() => look(true)),
    pause(task) {
      pauses += 1
      return inTurn(() => {
        // Its turn has come: what is queued behind it goes on as usual.
        pauses -= 1
        return task()
      })
    },
    async stop() {
      stopping.abort()
      clearTimeout(timer)
      await queue
    },
  }
}

function secondsNow(ctx: CloudContext): number {
  return Math.floor(ctx.clock.now().getTime() / 1000)
}
