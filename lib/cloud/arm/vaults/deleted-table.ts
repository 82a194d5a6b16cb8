import { invariant } from '#lib/base/invariant.ts'
import { integer, type Row } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import { findVaultByHostName, toVault } from './table.ts'
import type { VaultRecord } from './vault-record.ts'

/** A vault after its deletion, as it was, until it is recovered or purged. */
export interface DeletedVault {
  vault: VaultRecord
  deletedAt: Date
  /** When it goes for good. */
  purgeAt: Date
}

const day = 86_400_000

/** Takes a vault away, inside a write. It keeps its key, and with it its objects. */
export function softDeleteVault(db: Db, vault: VaultRecord, now: Date): void {
  db.sql(
    `INSERT INTO deleted_vaults (key, name, subscription_id, resource_group, location, tags, properties, system_data, deleted_ms, purge_ms)
     SELECT key, name, subscription_id, resource_group, location, tags, properties, system_data, ?, ? FROM vaults WHERE key = ?`,
  ).run(now.getTime(), now.getTime() + vault.softDeleteRetentionInDays * day, vault.key)
  db.sql('DELETE FROM vaults WHERE key = ?').run(vault.key)
}

/** Brings a deleted vault back as it was, inside a write. Its group must exist. */
export function restoreVault(db: Db, { vault }: DeletedVault): VaultRecord {
  db.sql(
    `INSERT INTO vaults (key, name, subscription_id, resource_group, location, tags, properties, system_data)
     SELECT key, name, subscription_id, resource_group, location, tags, properties, system_data FROM deleted_vaults WHERE key = ?`,
  ).run(vault.key)
  db.sql('DELETE FROM deleted_vaults WHERE key = ?').run(vault.key)
  const restored = findVaultByHostName(db, vault.name)
  invariant(restored, 'a vault just restored is found')
  return restored
}

/** The deleted vault of this name in any subscription, or null. */
export function findDeletedVault(db: Db, name: string): DeletedVault | null {
  const row = db.sql('SELECT * FROM deleted_vaults WHERE name = ?').get(name)
  return row ? toDeleted(db, row) : null
}

/** The deleted vaults of a subscription, by name. */
export function listDeletedVaults(db: Db, subscriptionId: string): DeletedVault[] {
  return db
    .sql('SELECT * FROM deleted_vaults WHERE subscription_id = ? ORDER BY name')
    .all(subscriptionId.toLowerCase())
    .map((row) => toDeleted(db, row))
}

/** Vaults whose retention ends at `until` or before, the earliest first. */
export function listDueVaults(db: Db, until: Date, limit: number): DeletedVault[] {
  return db
    .sql('SELECT * FROM deleted_vaults WHERE purge_ms <= ? ORDER BY purge_ms, key LIMIT ?')
    .all(until.getTime(), limit)
    .map((row) => toDeleted(db, row))
}

function toDeleted(db: Db, row: Row): DeletedVault {
  return {
    vault: toVault(db, row),
    deletedAt: new Date(integer(row, 'deleted_ms')),
    purgeAt: new Date(integer(row, 'purge_ms')),
  }
}
