import 'server-only'
import type { Logger } from './logger.ts'

/** A piece of work that is looked at again and again. */
export interface Job {
  readonly name: string
  readonly everyMs: number
  run(): Promise<unknown>
}

/**
 * Runs each job at its interval, never beside itself. One that fails is logged and runs again; the process
 * does not wait for any. Returns what ends all of them, once those under way are over.
 */
export function schedule(jobs: readonly Job[], log: Pick<Logger, 'error'>): () => Promise<void> {
  const running = new Map<Job, Promise<void>>()
  const timers = jobs.map((job) =>
    setInterval(() => {
      if (running.has(job)) return
      const run = Promise.resolve()
        .then(() => job.run())
        .then(
          () => {},
          (error: unknown) => log.error({ error, job: job.name }, 'a job failed'),
        )
        .finally(() => running.delete(job))
      running.set(job, run)
    }, job.everyMs).unref(),
  )
  return async () => {
    for (const timer of timers) clearInterval(timer)
    await Promise.all(running.values())
  }
}
