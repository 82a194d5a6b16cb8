import { bytesOrNull, type Row, textOrNull } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import { readTimes, sealingContext, type VersionTimes } from './keys.ts'

export interface SecretVersionRow extends VersionTimes {
  contentType: string | null
}

const columns = 'version, created, updated, enabled, nbf, exp, tags, content_type'

export function findSecretVersion(
  db: Db,
  vault: number,
  name: string,
  version: string,
): SecretVersionRow | null {
  const row = db
    .sql(
      `SELECT ${columns} FROM vault_secret_versions WHERE vault = ? AND name = ? AND version = ?`,
    )
    .get(vault, name, version)
  return row ? read(row) : null
}

export function listSecretVersions(
  db: Db,
  vault: number,
  name: string,
  options: { after: string; limit: number },
): SecretVersionRow[] {
  return db
    .sql(
      `SELECT ${columns} FROM vault_secret_versions
       WHERE vault = ? AND name = ? AND version > ? ORDER BY version LIMIT ?`,
    )
    .all(vault, name, options.after, options.limit)
    .map(read)
}

/** The kept value, or null while nobody has read it yet. */
export function openSecretValue(
  db: Db,
  vault: number,
  name: string,
  version: string,
): Uint8Array | null {
  const row = db
    .sql('SELECT sealed FROM vault_secret_versions WHERE vault = ? AND name = ? AND version = ?')
    .get(vault, name, version)
  const sealed = row ? bytesOrNull(row, 'sealed') : null
  return sealed && db.open(sealed, sealingContext('secret', vault, name, version))
}

/** Keeps a composed value unless one is kept already. Returns the one that counts. */
export function keepSecretValue(
  db: Db,
  id: { vault: number; name: string; version: string },
  value: Uint8Array,
): Uint8Array {
  const kept = openSecretValue(db, id.vault, id.name, id.version)
  if (kept) return kept
  db.sql(
    'UPDATE vault_secret_versions SET sealed = ? WHERE vault = ? AND name = ? AND version = ?',
  ).run(
    db.seal(value, sealingContext('secret', id.vault, id.name, id.version)),
    id.vault,
    id.name,
    id.version,
  )
  return value
}

function read(row: Row): SecretVersionRow {
  return { ...readTimes(row), contentType: textOrNull(row, 'content_type') }
}
