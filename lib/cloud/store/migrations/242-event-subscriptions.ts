import type { Migration } from '../migrate.ts'

/** Who gets the events of a vault, and what became of each. The endpoint is sealed: its query may hold a key. */
export const eventSubscriptionsMigration: Migration = {
  id: 242,
  name: 'event subscriptions',
  sql: `
CREATE TABLE system_topics (
  id_key TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  subscription_id TEXT NOT NULL,
  resource_group TEXT NOT NULL COLLATE NOCASE,
  name TEXT NOT NULL COLLATE NOCASE,
  location TEXT NOT NULL,
  tags TEXT NOT NULL,
  source TEXT NOT NULL,
  source_key TEXT NOT NULL UNIQUE,
  system_data TEXT NOT NULL
) STRICT;
CREATE INDEX system_topics_by_group ON system_topics (subscription_id, resource_group, name);

CREATE TABLE event_subscriptions (
  key INTEGER PRIMARY KEY AUTOINCREMENT,
  parent_key TEXT NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE,
  source TEXT NOT NULL,
  source_key TEXT NOT NULL,
  settings TEXT NOT NULL,
  endpoint BLOB NOT NULL,
  UNIQUE (parent_key, name)
) STRICT;
CREATE INDEX event_subscriptions_by_source ON event_subscriptions (source_key);

CREATE TABLE event_deliveries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  event INTEGER NOT NULL,
  subscription INTEGER NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  published_ms INTEGER NOT NULL,
  next_ms INTEGER NOT NULL,
  last_ms INTEGER,
  outcome TEXT,
  reason TEXT
) STRICT;
CREATE INDEX event_deliveries_due ON event_deliveries (next_ms) WHERE state = 'pending';
CREATE INDEX event_deliveries_by_event ON event_deliveries (event);
CREATE INDEX event_deliveries_by_state ON event_deliveries (state, id);
`,
}
