import { integer, text } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import { keyOf } from '../identifiers.ts'
import type { Tags } from '../tags.ts'
import { putCurrent, sealingContext } from './keys.ts'

/** A new version of a key, with what is secret of it. */
export interface NewKeyVersion {
  vault: number
  display: string
  version: string
  now: number
  enabled: boolean
  nbf: number | null
  exp: number | null
  tags: Tags | null
  /** Public members of the JWK as JSON. */
  publicJwk: string
  operations: readonly string[]
  exportable: boolean
  /** Bits of a symmetric key; null for others. */
  keySize: number | null
  /** PKCS#8, or the bytes of a symmetric key; sealed here, before it reaches the database. */
  secret: Uint8Array
}

/** Adds the row of a version. The name's row is the caller's business. */
export function insertKeyVersion(db: Db, version: NewKeyVersion): void {
  const id = [version.vault, keyOf(version.display), version.version] as const
  db.sql(
    `INSERT INTO vault_key_versions (vault, name, version, created, updated, enabled, nbf, exp, tags,
       public, operations, exportable, key_size, sealed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    ...id,
    version.now,
    version.now,
    version.enabled ? 1 : 0,
    version.nbf,
    version.exp,
    version.tags === null ? null : JSON.stringify(version.tags),
    version.publicJwk,
    JSON.stringify(version.operations),
    version.exportable ? 1 : 0,
    version.keySize,
    db.seal(version.secret, sealingContext('key', ...id)),
  )
}

/** Adds a version of a plain key, with its name when that is new, and makes it the current one. */
export function addKeyVersion(db: Db, version: NewKeyVersion): void {
  insertKeyVersion(db, version)
  putCurrent(db, 'keys', version, false)
}

/** Changes what may change in a version of a plain key. */
export function updateKeyVersion(
  db: Db,
  id: { vault: number; name: string; version: string },
  change: {
    enabled: boolean
    nbf: number | null
    exp: number | null
    tags: Tags | null
    /** JSON array. */
    operations: string
    updated: number
  },
): void {
  db.sql(
    `UPDATE vault_key_versions SET enabled = ?, nbf = ?, exp = ?, tags = ?, operations = ?, updated = ?
     WHERE vault = ? AND name = ? AND version = ?`,
  ).run(
    change.enabled ? 1 : 0,
    change.nbf,
    change.exp,
    change.tags === null ? null : JSON.stringify(change.tags),
    change.operations,
    change.updated,
    id.vault,
    id.name,
    id.version,
  )
}

/** Keeps a policy of the name, as JSON. */
export function putKeyPolicy(
  db: Db,
  id: { vault: number; name: string },
  kind: 'release' | 'rotation',
  policy: string,
): void {
  db.sql(
    kind === 'release'
      ? 'UPDATE vault_keys SET release_policy = ? WHERE vault = ? AND name = ?'
      : 'UPDATE vault_keys SET rotation_policy = ? WHERE vault = ? AND name = ?',
  ).run(policy, id.vault, id.name)
}

/** Sets when the next version is due, epoch seconds; null for never. */
export function putRotateAt(
  db: Db,
  id: { vault: number; name: string },
  rotateAt: number | null,
): void {
  db.sql('UPDATE vault_keys SET rotate_at = ? WHERE vault = ? AND name = ?').run(
    rotateAt,
    id.vault,
    id.name,
  )
}

/** Up to `limit` live keys whose next version is due at `now`, epoch seconds, the longest due first. */
export function listDueRotations(
  db: Db,
  now: number,
  limit: number,
): { vault: number; name: string; rotateAt: number }[] {
  return db
    .sql(
      `SELECT vault, name, rotate_at FROM vault_keys
       WHERE rotate_at <= ? AND deleted_at IS NULL ORDER BY rotate_at LIMIT ?`,
    )
    .all(now, limit)
    .map((row) => ({
      vault: integer(row, 'vault'),
      name: text(row, 'name'),
      rotateAt: integer(row, 'rotate_at'),
    }))
}
