import { type Row, text } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'

export interface SubscriptionRecord {
  /** Lower-case GUID. */
  id: string
  tenantId: string
  displayName: string
}

export interface ResourceGroupRecord {
  subscriptionId: string
  name: string
  location: string
  tags: Record<string, string>
}

export function listSubscriptions(db: Db): SubscriptionRecord[] {
  return db
    .sql('SELECT id, tenant_id, display_name FROM subscriptions ORDER BY display_name, id')
    .all()
    .map(toSubscription)
}

/** The subscription with this id, in any case, or null. */
export function findSubscription(db: Db, id: string): SubscriptionRecord | null {
  const row = db
    .sql('SELECT id, tenant_id, display_name FROM subscriptions WHERE id = ?')
    .get(id.toLowerCase())
  return row ? toSubscription(row) : null
}

/** Adds a subscription, inside a write. */
export function insertSubscription(db: Db, subscription: SubscriptionRecord): void {
  db.sql(
    "INSERT INTO subscriptions (id, tenant_id, display_name, state) VALUES (?, ?, ?, 'Enabled')",
  ).run(subscription.id.toLowerCase(), subscription.tenantId, subscription.displayName)
}

export function listResourceGroups(db: Db, subscriptionId: string): ResourceGroupRecord[] {
  return db
    .sql(
      'SELECT subscription_id, name, location, tags FROM resource_groups WHERE subscription_id = ? ORDER BY name',
    )
    .all(subscriptionId.toLowerCase())
    .map(toResourceGroup)
}

/** The group with this name, in any case, or null. */
export function findResourceGroup(
  db: Db,
  subscriptionId: string,
  name: string,
): ResourceGroupRecord | null {
  const row = db
    .sql(
      'SELECT subscription_id, name, location, tags FROM resource_groups WHERE subscription_id = ? AND name = ?',
    )
    .get(subscriptionId.toLowerCase(), name)
  return row ? toResourceGroup(row) : null
}

/** Adds a resource group, inside a write. */
export function insertResourceGroup(db: Db, group: ResourceGroupRecord): void {
  db.sql(
    'INSERT INTO resource_groups (subscription_id, name, location, tags) VALUES (?, ?, ?, ?)',
  ).run(group.subscriptionId.toLowerCase(), group.name, group.location, JSON.stringify(group.tags))
}

/** Sets the tags of a group that exists, inside a write. */
export function updateResourceGroup(db: Db, group: ResourceGroupRecord): void {
  db.sql('UPDATE resource_groups SET tags = ? WHERE subscription_id = ? AND name = ?').run(
    JSON.stringify(group.tags),
    group.subscriptionId,
    group.name,
  )
}

/** Removes an empty group, inside a write. */
export function removeResourceGroup(db: Db, group: ResourceGroupRecord): void {
  db.sql('DELETE FROM resource_groups WHERE subscription_id = ? AND name = ?').run(
    group.subscriptionId,
    group.name,
  )
}

function toSubscription(row: Row): SubscriptionRecord {
  return {
    id: text(row, 'id'),
    tenantId: text(row, 'tenant_id'),
    displayName: text(row, 'display_name'),
  }
}

function toResourceGroup(row: Row): ResourceGroupRecord {
  // Only insertResourceGroup writes this column, so its shape is ours.
  const tags: Record<string, string> = JSON.parse(text(row, 'tags'))
  return {
    subscriptionId: text(row, 'subscription_id'),
    name: text(row, 'name'),
    location: text(row, 'location'),
    tags,
  }
}
