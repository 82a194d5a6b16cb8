import type { Db } from '../../store/store.ts'
import type { HeadTable } from './keys.ts'

/*
 * Deletion of plain keys and secrets. Those of a certificate go and come with it: see
 * `rows/certificates.ts`.
 */

const tables = {
  keys: { heads: 'vault_keys', versions: 'vault_key_versions' },
  secrets: { heads: 'vault_secrets', versions: 'vault_secret_versions' },
} as const

/** A plain key or secret by its name's row. */
export interface HeadId {
  vault: number
  name: string
}

/** Deletes softly; with nulls, brings back. Times are epoch seconds. */
export function putDeletion(
  db: Db,
  table: HeadTable,
  id: HeadId,
  deletion: { deletedAt: number | null; purgeAt: number | null },
): void {
  db.sql(
    `UPDATE ${tables[table].heads} SET deleted_at = ?, purge_at = ? WHERE vault = ? AND name = ?`,
  ).run(deletion.deletedAt, deletion.purgeAt, id.vault, id.name)
}

/** Removes the name and all its versions for good. */
export function removeHead(db: Db, table: HeadTable, id: HeadId): void {
  const { heads, versions } = tables[table]
  for (const one of [versions, heads]) {
    db.sql(`DELETE FROM ${one} WHERE vault = ? AND name = ?`).run(id.vault, id.name)
  }
}
