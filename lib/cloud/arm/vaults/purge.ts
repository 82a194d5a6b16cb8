import { randomUUID } from 'node:crypto'
import { invariant } from '#lib/base/invariant.ts'
import { integer, integerOrNull, type Row, text } from '../../store/row.ts'
import type { CloudStore, Db } from '../../store/store.ts'
import type { DeletedVault } from './deleted-table.ts'

/** The removal of a vault for good. It is over for its name at once; its objects follow. */
export interface Purge {
  id: string
  subscriptionId: string
  startedAt: Date
  /** Null while objects are still being removed. */
  doneAt: Date | null
}

/** Ends a deleted vault, inside a write. {@link finishPurges} then removes what it held. */
export function startPurge(db: Db, { vault }: DeletedVault, now: Date): Purge {
  const id = randomUUID()
  db.sql('INSERT INTO vault_purges (id, key, subscription_id, created_ms) VALUES (?, ?, ?, ?)').run(
    id,
    vault.key,
    vault.subscriptionId,
    now.getTime(),
  )
  db.sql('DELETE FROM deleted_vaults WHERE key = ?').run(vault.key)
  return { id, subscriptionId: vault.subscriptionId, startedAt: now, doneAt: null }
}

export function findPurge(db: Db, id: string): Purge | null {
  const row = db.sql('SELECT * FROM vault_purges WHERE id = ?').get(id)
  return row ? toPurge(row) : null
}

/**
 * Removes the objects of purged vaults, in small writes so that nobody waits long behind them. Goes
 * on where an earlier process stopped.
 * @param now reads the cloud's clock
 */
export async function finishPurges(store: CloudStore, now: () => Date): Promise<void> {
  for (;;) {
    const row = store.read((db) =>
      db.sql('SELECT id, key FROM vault_purges WHERE done_ms IS NULL ORDER BY key LIMIT 1').get(),
    )
    if (!row) return
    const key = integer(row, 'key')
    while ((await store.write((db) => removeSome(db, key))) > 0);
    await store.write((db) =>
      db
        .sql('UPDATE vault_purges SET done_ms = ? WHERE id = ?')
        .run(now().getTime(), text(row, 'id')),
    )
  }
}

/** How many rows one write removes. */
const batch = 500

/** @returns how many rows went; 0 when nothing of the vault is left */
function removeSome(db: Db, key: number): number {
  for (const table of objectTables(db)) {
    const { changes } = db
      .sql(`DELETE FROM "${table.name}" WHERE (${table.key}) IN (
        SELECT ${table.key} FROM "${table.name}" WHERE vault = ? LIMIT ${batch})`)
      .run(key)
    if (changes > 0) return Number(changes)
  }
  return 0
}

interface ObjectTable {
  name: string
  /** Its primary key's columns. */
  key: string
}

/**
 * Every table that holds something of a vault, those that refer to others first. Read from the
 * schema: a table that a later step adds is never forgotten.
 */
function objectTables(db: Db): ObjectTable[] {
  return db
    .sql(
      `SELECT t.name AS name,
         (SELECT group_concat('"' || c.name || '"', ', ') FROM pragma_table_info(t.name) c WHERE c.pk > 0) AS key,
         (SELECT count(*) FROM pragma_foreign_key_list(t.name)) AS references_others
       FROM sqlite_schema t
       WHERE t.type = 'table'
         AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.name = 'vault')
       ORDER BY references_others DESC, t.name`,
    )
    .all()
    .map((row) => {
      invariant(row.key !== null, `table ${text(row, 'name')} has a primary key`)
      return { name: text(row, 'name'), key: text(row, 'key') }
    })
}

function toPurge(row: Row): Purge {
  const done = integerOrNull(row, 'done_ms')
  return {
    id: text(row, 'id'),
    subscriptionId: text(row, 'subscription_id'),
    startedAt: new Date(integer(row, 'created_ms')),
    doneAt: done === null ? null : new Date(done),
  }
}
