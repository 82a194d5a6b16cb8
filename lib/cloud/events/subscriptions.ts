import { scopeKey } from '../arm/authorization/assignments.ts'
import { bytes, integer, type Row, text } from '../store/row.ts'
import type { Db } from '../store/store.ts'

export type EventSchema = 'EventGridSchema' | 'CloudEventSchemaV1_0'

/** What a subscriber wants, and how it is to be served. */
export interface SubscriptionSettings {
  /** Null: all types. */
  includedEventTypes: readonly string[] | null
  subjectBeginsWith: string
  subjectEndsWith: string
  isSubjectCaseSensitive: boolean
  schema: EventSchema
  labels: readonly string[]
  /** 1 to 30. */
  maxDeliveryAttempts: number
  /** 1 to 1,440. */
  eventTimeToLiveInMinutes: number
  /** Kept as it was given: what cannot be delivered is shown by the control API. */
  deadLetterDestination: object | null
}

export interface EventSubscription extends SubscriptionSettings {
  key: number
  name: string
  /** ARM id of the vault whose events these are. */
  source: string
  /** Where they go to. Never shown but by the call that asks for it. */
  endpointUrl: string
}

export type NewSubscription = Omit<EventSubscription, 'key'> & {
  /** ARM id of the system topic, or of the vault itself. */
  parentId: string
}

export function findEventSubscription(
  db: Db,
  parentId: string,
  name: string,
): EventSubscription | null {
  const row = db
    .sql('SELECT * FROM event_subscriptions WHERE parent_key = ? AND name = ?')
    .get(scopeKey(parentId), name)
  return row ? toSubscription(db, row) : null
}

export function findEventSubscriptionByKey(db: Db, key: number): EventSubscription | null {
  const row = db.sql('SELECT * FROM event_subscriptions WHERE key = ?').get(key)
  return row ? toSubscription(db, row) : null
}

/** Those of a system topic or a vault, by name. */
export function listEventSubscriptions(db: Db, parentId: string): EventSubscription[] {
  return db
    .sql('SELECT * FROM event_subscriptions WHERE parent_key = ? ORDER BY name')
    .all(scopeKey(parentId))
    .map((row) => toSubscription(db, row))
}

/** What of {@link EventSubscription} decides whether it gets an event. */
export function subscriptionsOfSource(
  db: Db,
  source: string,
): { key: number; settings: SubscriptionSettings }[] {
  return db
    .sql('SELECT key, settings FROM event_subscriptions WHERE source_key = ? ORDER BY key')
    .all(scopeKey(source))
    .map((row) => ({ key: integer(row, 'key'), settings: JSON.parse(text(row, 'settings')) }))
}

/** Adds or replaces a subscription, inside a write. */
export function putEventSubscription(db: Db, subscription: NewSubscription): void {
  const { parentId, name, source, endpointUrl, ...settings } = subscription
  db.sql(
    `INSERT INTO event_subscriptions (parent_key, name, source, source_key, settings, endpoint)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (parent_key, name) DO UPDATE SET settings = excluded.settings,
       endpoint = excluded.endpoint`,
  ).run(
    scopeKey(parentId),
    name,
    source,
    scopeKey(source),
    JSON.stringify(settings),
    db.seal(Buffer.from(endpointUrl), sealContext(parentId, name)),
  )
}

/** Takes subscriptions away with what is still to be delivered to them, inside a write. */
export function deleteEventSubscriptions(db: Db, parentId: string, name: string | null): boolean {
  const keys = listEventSubscriptions(db, parentId)
    .filter((one) => name === null || one.name.toLowerCase() === name.toLowerCase())
    .map(({ key }) => key)
  for (const key of keys) {
    db.sql("DELETE FROM event_deliveries WHERE subscription = ? AND state = 'pending'").run(key)
    db.sql('DELETE FROM event_subscriptions WHERE key = ?').run(key)
  }
  return keys.length > 0
}

/** Whether a subscriber wants this event. */
export function wants(
  settings: SubscriptionSettings,
  event: { type: string; subject: string },
): boolean {
  const { includedEventTypes, isSubjectCaseSensitive } = settings
  const fold = (value: string) => (isSubjectCaseSensitive ? value : value.toLowerCase())
  const subject = fold(event.subject)
  return (
    (includedEventTypes === null || includedEventTypes.includes(event.type)) &&
    subject.startsWith(fold(settings.subjectBeginsWith)) &&
    subject.endsWith(fold(settings.subjectEndsWith))
  )
}

function toSubscription(db: Db, row: Row): EventSubscription {
  // Only putEventSubscription writes these columns, so their shape is ours.
  const settings: SubscriptionSettings = JSON.parse(text(row, 'settings'))
  const name = text(row, 'name')
  const sealed = db.open(bytes(row, 'endpoint'), sealContext(text(row, 'parent_key'), name))
  return {
    key: integer(row, 'key'),
    name,
    source: text(row, 'source'),
    endpointUrl: Buffer.from(sealed).toString('utf8'),
    ...settings,
  }
}

function sealContext(parentId: string, name: string): string {
  return `event_subscriptions/${scopeKey(parentId)}/${name.toLowerCase()}`
}
