import type { CloudContext } from '../../context.ts'
import { type Authorities, createAuthorities } from '../../issuers/authorities.ts'
import { listRunningOperations } from '../rows/operations.ts'
import { advance, type EndListener } from './advance.ts'
import type { KeyPair } from './key-pair.ts'

/** A computer's clock that was set back must not make an order wait for as long. */
const longestWaitMs = 5_000

/** A key just made, with the request that it was made for. */
export interface FreshKey {
  requestId: string
  pair: KeyPair
}

export interface IssuanceWorker {
  /** Takes up every operation that an earlier process acknowledged and did not finish. */
  resume(): void
  /**
   * Brings an operation on, once its row is durable. Safe to call at any time and more than once.
   * @param fresh the operation's key while it is still at hand, to spare opening it
   */
  wake(operation: { vault: number; name: string }, fresh?: FreshKey): void
  /** Tells of every operation that the worker ends, inside the write that ends it. */
  onEnd(listener: EndListener): void
  /** Resolves when nothing is under way. Orders that an authority has not answered yet are not. */
  settled(): Promise<void>
}

/** Completes operations of issuer `Self` and of authorities, and carries out requested cancellations. */
export function createIssuanceWorker(
  ctx: CloudContext,
  authorities: Authorities = createAuthorities(ctx),
): IssuanceWorker {
  const running = new Map<string, Promise<void>>()
  const waiting = new Map<string, NodeJS.Timeout>()
  const listeners: EndListener[] = []
  const ended: EndListener = (db, operation) => {
    for (const listener of listeners) listener(db, operation)
  }

  function wake(operation: { vault: number; name: string }, fresh?: FreshKey): void {
    const key = `${operation.vault}/${operation.name}`
    // Chained, not dropped: the run under way may have looked before what this call is about.
    const run = (running.get(key) ?? Promise.resolve())
      .then(() => advance({ ctx, authorities, ended }, operation, fresh))
      .then((wait) => {
        if (wait !== null) lookAgain(operation, key, wait)
      })
      .catch((error: unknown) => {
        // The operation stays inProgress; the next look at it, or the next start, tries again.
        ctx.log({ event: 'issuance interrupted', error: String(error) })
      })
      .finally(() => {
        if (running.get(key) === run) running.delete(key)
      })
    running.set(key, run)
  }

  /** The time to come is in the operation's row, so nothing is lost when the process ends before it. */
  function lookAgain(operation: { vault: number; name: string }, key: string, wait: number): void {
    clearTimeout(waiting.get(key))
    const timer = setTimeout(
      () => {
        waiting.delete(key)
        wake(operation)
      },
      Math.min(wait, longestWaitMs),
    )
    waiting.set(key, timer.unref())
  }

  return {
    resume() {
      for (const operation of ctx.store.read(listRunningOperations)) wake(operation)
    },
    wake,
    onEnd(listener) {
      listeners.push(listener)
    },
    async settled() {
      while (running.size > 0) await Promise.all(running.values())
    },
  }
}
