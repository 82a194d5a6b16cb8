import type { CloudContext } from '../context.ts'
import { type Delivery, dueDeliveries, nextDueMs, saveDelivery } from './deliveries.ts'
import { onEvents } from './emit.ts'
import { findEvent, forgetOldEvents } from './queue.ts'
import { afterAttempt, expired } from './retry.ts'
import { findEventSubscriptionByKey } from './subscriptions.ts'
import { callWebhook } from './webhook.ts'
import { eventMessage } from './wire.ts'

/** Brings events to their subscribers. */
export interface Courier {
  /** Attempts all that is due now, and resolves when that is done. */
  deliverDue(): Promise<void>
  /** Resolves when no attempt is under way. */
  settled(): Promise<void>
  /** Breaks off what is under way: it counts as not attempted. */
  close(): Promise<void>
}

/** Deliveries under way at once. */
const atOnce = 8
/** A timer may not be set further ahead than this (2^31 - 1 ms); an hour is enough. */
const longestSleep = 3_600_000

/**
 * Starts the courier: what an earlier process left undelivered goes out at once. It works on real
 * time, as the schedule of attempts is for endpoints and not for vaults.
 * @param now real time in ms
 */
export function createCourier(ctx: CloudContext, now: () => number = Date.now): Courier {
  const closing = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> | null = null
  let again = false

  function deliverDue(): Promise<void> {
    if (closing.signal.aborted) return Promise.resolve()
    if (round) {
      again = true
      return round
    }
    round = rounds().finally(() => {
      round = null
      sleep()
    })
    return round
  }

  async function rounds(): Promise<void> {
    clearTimeout(timer)
    do {
      again = false
      for (let due = next(); due.length > 0 && !closing.signal.aborted; due = next()) {
        await Promise.all(due.map((delivery) => attempt(ctx, delivery, now, closing.signal)))
      }
    } while (again && !closing.signal.aborted)
  }

  const next = () => ctx.store.read((db) => dueDeliveries(db, now(), atOnce))

  function sleep(): void {
    if (closing.signal.aborted) return
    const due = ctx.store.read(nextDueMs)
    if (due === null) return
    timer = setTimeout(run, Math.min(Math.max(due - now(), 0), longestSleep))
    // Nobody waits for a retry when everything else has ended.
    timer.unref()
  }

  function run(): void {
    deliverDue().catch((error: unknown) => {
      ctx.log({ level: 'error', event: 'event-delivery-failed', error: `${error}` })
    })
  }

  onEvents(ctx.store, run)
  run()
  return {
    deliverDue,
    settled: async () => {
      await round
    },
    async close() {
      closing.abort()
      clearTimeout(timer)
      await round?.catch(() => undefined)
    },
  }
}

async function attempt(
  ctx: CloudContext,
  delivery: Delivery,
  now: () => number,
  signal: AbortSignal,
): Promise<void> {
  const subscription = findEventSubscriptionByKey(ctx.store, delivery.subscription)
  const event = findEvent(ctx.store, delivery.event)
  if (!subscription || !event) {
    const gone: Delivery = { ...delivery, state: 'dead', reason: 'SubscriptionDeleted' }
    return ctx.store.write((db) => saveDelivery(db, gone))
  }
  let after = expired(delivery, subscription, now())
  if (!after) {
    const message = eventMessage(event, subscription, delivery.attempts)
    const url = subscription.endpointUrl
    const answer = await callWebhook({ url, method: 'POST', ...message, signal })
    if (signal.aborted) return
    after = afterAttempt(delivery, answer, subscription, now())
  }
  const saved = after
  await ctx.store.write((db) => {
    saveDelivery(db, saved)
    forgetOldEvents(db)
  })
}
