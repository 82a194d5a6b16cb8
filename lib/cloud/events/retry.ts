import type { Delivery } from './deliveries.ts'
import type { SubscriptionSettings } from './subscriptions.ts'

const second = 1_000
const minute = 60 * second
const hour = 60 * minute

/** Waits after the first, second, … failure; the last repeats. */
const waits = [
  10 * second,
  30 * second,
  minute,
  5 * minute,
  10 * minute,
  30 * minute,
  hour,
  3 * hour,
  6 * hour,
  12 * hour,
]

/** Answers after which another attempt is in vain, by the reason that is given. */
const final = new Map([
  [400, 'UndeliverableDueToHttpBadRequest'],
  [401, 'UndeliverableDueToHttpUnauthorized'],
  [403, 'UndeliverableDueToHttpForbidden'],
  [413, 'UndeliverableDueToHttpRequestEntityTooLarge'],
])

/**
 * What becomes of a delivery after an attempt.
 * @see https://learn.microsoft.com/azure/event-grid/delivery-and-retry
 */
export function afterAttempt(
  before: Delivery,
  answer: { status: number | null; outcome: string },
  policy: Pick<SubscriptionSettings, 'maxDeliveryAttempts' | 'eventTimeToLiveInMinutes'>,
  nowMs: number,
): Delivery {
  const attempts = before.attempts + 1
  const { status, outcome } = answer
  const after = { ...before, attempts, lastMs: nowMs, outcome }
  if (status !== null && status >= 200 && status <= 204) return { ...after, state: 'delivered' }
  const inVain = status === null ? undefined : final.get(status)
  if (inVain !== undefined) return { ...after, state: 'dead', reason: inVain }
  if (attempts >= policy.maxDeliveryAttempts) {
    return { ...after, state: 'dead', reason: 'MaxDeliveryAttemptsExceeded' }
  }
  const nextMs = nowMs + (waits[Math.min(attempts, waits.length) - 1] ?? 12 * hour)
  return { ...after, nextMs }
}

/** A delivery whose event has lived too long, given up; null while it lives. */
export function expired(
  delivery: Delivery,
  { eventTimeToLiveInMinutes }: Pick<SubscriptionSettings, 'eventTimeToLiveInMinutes'>,
  nowMs: number,
): Delivery | null {
  if (nowMs < delivery.publishedMs + eventTimeToLiveInMinutes * minute) return null
  return { ...delivery, state: 'dead', reason: 'TimeToLiveExceeded' }
}
