import { scopeKey } from '../arm/authorization/assignments.ts'
import type { SystemData } from '../arm/vaults/vault-record.ts'
import { type Row, text } from '../store/row.ts'
import type { Db } from '../store/store.ts'
import { deleteEventSubscriptions } from './subscriptions.ts'

/** Stands for a vault as a source of events. */
export interface SystemTopic {
  id: string
  name: string
  subscriptionId: string
  resourceGroup: string
  location: string
  tags: Record<string, string>
  /** ARM id of the vault. */
  source: string
  systemData: SystemData
}

export function findSystemTopic(db: Db, id: string): SystemTopic | null {
  const row = db.sql('SELECT * FROM system_topics WHERE id_key = ?').get(scopeKey(id))
  return row ? toTopic(row) : null
}

/** The one topic that a source may have. */
export function findTopicOfSource(db: Db, source: string): SystemTopic | null {
  const row = db.sql('SELECT * FROM system_topics WHERE source_key = ?').get(scopeKey(source))
  return row ? toTopic(row) : null
}

/** Those of a subscription, by group and name. */
export function listSystemTopics(db: Db, subscriptionId: string): SystemTopic[] {
  return db
    .sql('SELECT * FROM system_topics WHERE subscription_id = ? ORDER BY resource_group, name')
    .all(subscriptionId.toLowerCase())
    .map(toTopic)
}

/** Adds a topic or replaces its tags, inside a write. */
export function putSystemTopic(db: Db, topic: SystemTopic): void {
  const { id, subscriptionId, resourceGroup, name, location, tags, source, systemData } = topic
  db.sql(
    `INSERT INTO system_topics (id_key, id, subscription_id, resource_group, name, location, tags,
       source, source_key, system_data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id_key) DO UPDATE SET tags = excluded.tags, system_data = excluded.system_data`,
  ).run(
    scopeKey(id),
    id,
    subscriptionId.toLowerCase(),
    resourceGroup,
    name,
    location,
    JSON.stringify(tags),
    source,
    scopeKey(source),
    JSON.stringify(systemData),
  )
}

/** Takes a topic away with its subscriptions, inside a write. False when there was none. */
export function deleteSystemTopic(db: Db, id: string): boolean {
  deleteEventSubscriptions(db, id, null)
  const { changes } = db.sql('DELETE FROM system_topics WHERE id_key = ?').run(scopeKey(id))
  return Number(changes) > 0
}

function toTopic(row: Row): SystemTopic {
  return {
    id: text(row, 'id'),
    name: text(row, 'name'),
    subscriptionId: text(row, 'subscription_id'),
    resourceGroup: text(row, 'resource_group'),
    location: text(row, 'location'),
    tags: JSON.parse(text(row, 'tags')),
    source: text(row, 'source'),
    systemData: JSON.parse(text(row, 'system_data')),
  }
}
