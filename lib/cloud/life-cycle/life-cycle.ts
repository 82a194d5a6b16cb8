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
  /** Runs `task` while nothing happens by itself. */
  pause<T>(task: () => Promise<T>): Promise<T>
  /** Ends after the write under way; what is still due happens after the next start. */
  stop(): Promise<void>
}

export interface LifeCycleOptions {
  /** In the order in which they happen within a second. */
  sources: readonly DueSource[]
  /** Waits for work outside of the agenda that may add to it. @returns false when there was none */
  outside?: () => Promise<boolean>
}

export function createLifeCycle(
  ctx: CloudContext,
  { sources, outside = async () => false }: LifeCycleOptions,
): LifeCycle {
  let queue: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined
  let started = false
  let stopping = false
  /** Up to here everything has happened. */
  let since = 0

  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const run = queue.then(task)
    queue = run.catch(() => undefined)
    return run
  }

  async function look(): Promise<void> {
    clearTimeout(timer)
    try {
      const until = secondsNow(ctx)
      const span = { until, since: Math.min(since, until), stopped: () => stopping }
      do await catchUp(ctx, sources, span)
      while (!stopping && (await outside()))
      if (!stopping) since = until
    } finally {
      if (started && !stopping) sleep()
    }
  }

  function sleep(): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      inTurn(look).catch((error: unknown) => {
        ctx.log({ event: 'life cycle interrupted', error: String(error) })
      })
    }, untilNext()).unref()
  }

  function untilNext(): number {
    const [next] = ctx.store.read((db) => firstDue(db, sources, never, 1))
    const wait = next ? (next.at - secondsNow(ctx)) * 1000 : longestSleep
    return Math.max(shortestSleep, Math.min(longestSleep, wait))
  }

  return {
    start() {
      started = true
      sleep()
    },
    catchUp: () => inTurn(look),
    pause: (task) => inTurn(task),
    async stop() {
      stopping = true
      clearTimeout(timer)
      await queue
    },
  }
}

function secondsNow(ctx: CloudContext): number {
  return Math.floor(ctx.clock.now().getTime() / 1000)
}
