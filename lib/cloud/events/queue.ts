import { integer, type Row, text } from '../store/row.ts'
import type { Db } from '../store/store.ts'

/** How many events and deliveries are kept when they are done with. */
const kept = 1_000

/** An event as it is kept until every subscriber has it, and a while longer. */
export interface QueuedEvent {
  seq: number
  /** A GUID, the same at every attempt and for every subscriber. */
  id: string
  /** ARM id of the vault. */
  topic: string
  /** With its prefix. */
  type: string
  /** Name of the object. */
  subject: string
  time: Date
  data: Readonly<Record<string, unknown>>
}

/**
 * Inside a write. Returns the number of the event. The one that is a thousand older goes, unless it is
 * still on its way: without a subscriber nothing else would end it.
 */
export function addEvent(db: Db, event: Omit<QueuedEvent, 'seq'>): number {
  const { lastInsertRowid } = db
    .sql('INSERT INTO events (id, topic, type, subject, time_ms, data) VALUES (?, ?, ?, ?, ?, ?)')
    .run(
      event.id,
      event.topic,
      event.type,
      event.subject,
      event.time.getTime(),
      JSON.stringify(event.data),
    )
  const seq = Number(lastInsertRowid)
  db.sql(
    `DELETE FROM events WHERE seq = ?
     AND NOT EXISTS (SELECT 1 FROM event_deliveries WHERE event = events.seq)`,
  ).run(seq - kept)
  return seq
}

export function findEvent(db: Db, seq: number): QueuedEvent | null {
  const row = db.sql('SELECT * FROM events WHERE seq = ?').get(seq)
  return row ? toEvent(row) : null
}

/** The oldest events of the queue. */
export function listEvents(db: Db, limit: number): QueuedEvent[] {
  return db.sql('SELECT * FROM events ORDER BY seq LIMIT ?').all(limit).map(toEvent)
}

/** Forgets what was delivered long ago, inside a write. What could not be delivered stays longer. */
export function forgetOldEvents(db: Db): void {
  db.sql(
    `DELETE FROM event_deliveries WHERE state = 'delivered'
     AND id <= (SELECT coalesce(max(id), 0) FROM event_deliveries) - ?`,
  ).run(kept)
  db.sql(
    `DELETE FROM event_deliveries WHERE state = 'dead'
     AND id <= (SELECT coalesce(max(id), 0) FROM event_deliveries) - ?`,
  ).run(kept * 10)
  db.sql(
    `DELETE FROM events WHERE seq <= (SELECT coalesce(max(seq), 0) FROM events) - ?
     AND NOT EXISTS (SELECT 1 FROM event_deliveries WHERE event = events.seq)`,
  ).run(kept)
}

function toEvent(row: Row): QueuedEvent {
  return {
    seq: integer(row, 'seq'),
    id: text(row, 'id'),
    topic: text(row, 'topic'),
    type: text(row, 'type'),
    subject: text(row, 'subject'),
    time: new Date(integer(row, 'time_ms')),
    data: JSON.parse(text(row, 'data')),
  }
}
