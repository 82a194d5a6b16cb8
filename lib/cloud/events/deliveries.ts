import { integer, integerOrNull, type Row, text, textOrNull } from '../store/row.ts'
import type { Db } from '../store/store.ts'
import { findEvent, type QueuedEvent } from './queue.ts'
import { findEventSubscriptionByKey } from './subscriptions.ts'

export type DeliveryState = 'pending' | 'delivered' | 'dead'

/** One event on its way to one subscriber. Times are real, in epoch milliseconds. */
export interface Delivery {
  id: number
  event: number
  subscription: number
  state: DeliveryState
  attempts: number
  publishedMs: number
  nextMs: number
  lastMs: number | null
  /** Of the last attempt: `OK`, `TimedOut`, `NotFound`, … */
  outcome: string | null
  /** Why it was given up. */
  reason: string | null
}

/** Inside a write. */
export function addDelivery(db: Db, event: number, subscription: number): void {
  const now = Date.now()
  db.sql(
    `INSERT INTO event_deliveries (event, subscription, state, attempts, published_ms, next_ms)
     VALUES (?, ?, 'pending', 0, ?, ?)`,
  ).run(event, subscription, now, now)
}

/** What is due, the longest overdue first. */
export function dueDeliveries(db: Db, nowMs: number, limit: number): Delivery[] {
  return db
    .sql(
      "SELECT * FROM event_deliveries WHERE state = 'pending' AND next_ms <= ? ORDER BY next_ms LIMIT ?",
    )
    .all(nowMs, limit)
    .map(toDelivery)
}

/** When the next one is due; null when none waits. */
export function nextDueMs(db: Db): number | null {
  const row = db
    .sql("SELECT next_ms FROM event_deliveries WHERE state = 'pending' ORDER BY next_ms LIMIT 1")
    .get()
  return row ? integer(row, 'next_ms') : null
}

/** Keeps the result of an attempt, inside a write. */
export function saveDelivery(db: Db, delivery: Delivery): void {
  db.sql(
    `UPDATE event_deliveries SET state = ?, attempts = ?, next_ms = ?, last_ms = ?, outcome = ?, reason = ?
     WHERE id = ?`,
  ).run(
    delivery.state,
    delivery.attempts,
    delivery.nextMs,
    delivery.lastMs,
    delivery.outcome,
    delivery.reason,
    delivery.id,
  )
}

/** The newest deliveries in a state, or in any, with what they carry. */
export function listDeliveries(db: Db, state: DeliveryState | null, limit: number): object[] {
  const rows =
    state === null
      ? db.sql('SELECT * FROM event_deliveries ORDER BY id DESC LIMIT ?').all(limit)
      : db
          .sql('SELECT * FROM event_deliveries WHERE state = ? ORDER BY id DESC LIMIT ?')
          .all(state, limit)
  return rows.map(toDelivery).map((delivery) => ({
    state: delivery.state,
    deliveryAttempts: delivery.attempts,
    lastDeliveryOutcome: delivery.outcome,
    ...(delivery.reason === null ? {} : { deadLetterReason: delivery.reason }),
    publishTime: time(delivery.publishedMs),
    lastDeliveryAttemptTime: delivery.lastMs === null ? null : time(delivery.lastMs),
    ...(delivery.state === 'pending' ? { nextDeliveryAttemptTime: time(delivery.nextMs) } : {}),
    subscription: findEventSubscriptionByKey(db, delivery.subscription)?.name ?? null,
    event: eventShown(findEvent(db, delivery.event)),
  }))
}

function eventShown(event: QueuedEvent | null): object | null {
  if (!event) return null
  const { id, topic, type, subject, data } = event
  return { id, topic, eventType: type, subject, eventTime: event.time.toISOString(), data }
}

function time(ms: number): string {
  return new Date(ms).toISOString()
}

function toDelivery(row: Row): Delivery {
  const state = text(row, 'state')
  return {
    id: integer(row, 'id'),
    event: integer(row, 'event'),
    subscription: integer(row, 'subscription'),
    state: state === 'delivered' || state === 'dead' ? state : 'pending',
    attempts: integer(row, 'attempts'),
    publishedMs: integer(row, 'published_ms'),
    nextMs: integer(row, 'next_ms'),
    lastMs: integerOrNull(row, 'last_ms'),
    outcome: textOrNull(row, 'outcome'),
    reason: textOrNull(row, 'reason'),
  }
}
