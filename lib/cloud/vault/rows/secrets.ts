import { bytesOrNull, type Row, textOrNull } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import { keyOf } from '../identifiers.ts'
import type { Tags } from '../tags.ts'
import { putCurrent, readTimes, sealingContext, type VersionTimes } from './keys.ts'

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

/** A new version of a plain secret. */
export interface NewSecretVersion {
  vault: number
  display: string
  version: string
  now: number
  enabled: boolean
  nbf: number | null
  exp: number | null
  tags: Tags | null
  contentType: string | null
  /** UTF-8; sealed here, before it reaches the database. */
  value: Uint8Array
}

/** Adds a version, with its name when that is new, and makes it the current one. */
export function addSecretVersion(db: Db, added: NewSecretVersion): void {
  const id = [added.vault, keyOf(added.display), added.version] as const
  db.sql(
    `INSERT INTO vault_secret_versions (vault, name, version, created, updated, enabled, nbf, exp,
       tags, content_type, sealed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    ...id,
    added.now,
    added.now,
    added.enabled ? 1 : 0,
    added.nbf,
    added.exp,
    added.tags === null ? null : JSON.stringify(added.tags),
    added.contentType,
    db.seal(added.value, sealingContext('secret', ...id)),
  )
  putCurrent(db, 'secrets', added, false)
}

/** Changes what may change in a version of a plain secret: everything but the value. */
export function updateSecretVersion(
  db: Db,
  id: { vault: number; name: string },
  row: SecretVersionRow,
): void {
  db.sql(
    `UPDATE vault_secret_versions SET enabled = ?, nbf = ?, exp = ?, tags = ?, content_type = ?,
       updated = ? WHERE vault = ? AND name = ? AND version = ?`,
  ).run(
    row.enabled ? 1 : 0,
    row.nbf,
    row.exp,
    row.tags === null ? null : JSON.stringify(row.tags),
    row.contentType,
    row.updated,
    id.vault,
    id.name,
    row.version,
  )
}

function read(row: Row): SecretVersionRow {
  return { ...readTimes(row), contentType: textOrNull(row, 'content_type') }
}
