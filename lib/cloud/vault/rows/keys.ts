import { bytes, flag, integer, integerOrNull, type Row, text, textOrNull } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import { keyOf } from '../identifiers.ts'
import type { Tags } from '../tags.ts'
import { parseTags } from './tags.ts'

/** A key's or a secret's name in a vault. */
export interface HeadRow {
  vault: number
  name: string
  display: string
  current: string
  /** Belongs to the certificate of the same name. */
  managed: boolean
  deletedAt: number | null
  /** Epoch seconds when a deleted one goes for good. */
  purgeAt: number | null
  /** Of a key, as JSON; a secret has none. See `keys/release-policy.ts`. */
  releasePolicy: string | null
  /** Of a key, as JSON; null as long as nobody has set one. See `keys/rotation-policy.ts`. */
  rotationPolicy: string | null
}

/** Times, switch and tags, alike in keys and secrets. */
export interface VersionTimes {
  version: string
  created: number
  updated: number
  enabled: boolean
  nbf: number | null
  exp: number | null
  tags: Tags | null
}

export interface KeyVersionRow extends VersionTimes {
  /** JSON of the public JWK members `kty` and `n`, `e` or `crv`, `x`, `y`; of a symmetric key `kty` alone. */
  publicJwk: string
  /** JSON array of key operations. */
  operations: string
  /** Of a certificate's key: its secret holds the key. Of another: it may be released. */
  exportable: boolean
  /** Bits of a symmetric key; null for others. */
  keySize: number | null
}

/** Names where a sealed value belongs, so that it opens nowhere else. */
export function sealingContext(
  kind: 'key' | 'secret' | 'operation',
  vault: number,
  name: string,
  version: string,
): string {
  return `vault/${kind}/${vault}/${name}/${version}`
}

const heads = { keys: 'vault_keys', secrets: 'vault_secrets' } as const
export type HeadTable = keyof typeof heads

/** The key or secret of this name, live or deleted. */
export function findHead(db: Db, table: HeadTable, vault: number, name: string): HeadRow | null {
  const row = db
    .sql(`SELECT * FROM ${heads[table]} WHERE vault = ? AND name = ?`)
    .get(vault, keyOf(name))
  return row ? readHead(row) : null
}

/** Makes a version the current one, with its name when that is new. */
export function putCurrent(
  db: Db,
  table: HeadTable,
  added: { vault: number; display: string; version: string },
  managed: boolean,
): void {
  db.sql(
    `INSERT INTO ${heads[table]} (vault, name, display, current, managed) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (vault, name) DO UPDATE SET current = excluded.current`,
  ).run(added.vault, keyOf(added.display), added.display, added.version, managed ? 1 : 0)
}

/** Which names a list shows. */
export type HeadCollection = 'live' | 'deleted'

/** The query behind {@link listHeads}, for the test of its plan. Names its partial index by hand. */
export function headPageSql(table: HeadTable, collection: HeadCollection): string {
  const condition = collection === 'live' ? 'IS NULL' : 'IS NOT NULL'
  return `SELECT * FROM ${heads[table]} INDEXED BY ${heads[table]}_${collection}
    WHERE deleted_at ${condition} AND vault = ? AND name > ? ORDER BY name LIMIT ?`
}

/** Up to `limit` names after `after`, by name, ordinal. */
export function listHeads(
  db: Db,
  table: HeadTable,
  vault: number,
  options: { collection: HeadCollection; after: string; limit: number },
): HeadRow[] {
  return db
    .sql(headPageSql(table, options.collection))
    .all(vault, options.after, options.limit)
    .map(readHead)
}

const keyColumns =
  'version, created, updated, enabled, nbf, exp, tags, public, operations, exportable, key_size'

export function findKeyVersion(
  db: Db,
  vault: number,
  name: string,
  version: string,
): KeyVersionRow | null {
  const row = db
    .sql(
      `SELECT ${keyColumns} FROM vault_key_versions WHERE vault = ? AND name = ? AND version = ?`,
    )
    .get(vault, name, version)
  return row ? readKeyVersion(row) : null
}

export function listKeyVersions(
  db: Db,
  vault: number,
  name: string,
  options: { after: string; limit: number },
): KeyVersionRow[] {
  return db
    .sql(
      `SELECT ${keyColumns} FROM vault_key_versions
       WHERE vault = ? AND name = ? AND version > ? ORDER BY version LIMIT ?`,
    )
    .all(vault, name, options.after, options.limit)
    .map(readKeyVersion)
}

/** The private key of a version as PKCS#8, or the bytes of a symmetric key. The row exists. */
export function openPrivateKey(db: Db, vault: number, name: string, version: string): Uint8Array {
  const row = db
    .sql('SELECT sealed FROM vault_key_versions WHERE vault = ? AND name = ? AND version = ?')
    .get(vault, name, version)
  return db.open(bytes(row ?? {}, 'sealed'), sealingContext('key', vault, name, version))
}

export function readTimes(row: Row): VersionTimes {
  return {
    version: text(row, 'version'),
    created: integer(row, 'created'),
    updated: integer(row, 'updated'),
    enabled: flag(row, 'enabled'),
    nbf: integerOrNull(row, 'nbf'),
    exp: integerOrNull(row, 'exp'),
    tags: parseTags(textOrNull(row, 'tags')),
  }
}

function readHead(row: Row): HeadRow {
  return {
    vault: integer(row, 'vault'),
    name: text(row, 'name'),
    display: text(row, 'display'),
    current: text(row, 'current'),
    managed: flag(row, 'managed'),
    deletedAt: integerOrNull(row, 'deleted_at'),
    purgeAt: integerOrNull(row, 'purge_at'),
    releasePolicy: 'release_policy' in row ? textOrNull(row, 'release_policy') : null,
    rotationPolicy: 'rotation_policy' in row ? textOrNull(row, 'rotation_policy') : null,
  }
}

function readKeyVersion(row: Row): KeyVersionRow {
  return {
    ...readTimes(row),
    publicJwk: text(row, 'public'),
    operations: text(row, 'operations'),
    exportable: flag(row, 'exportable'),
    keySize: integerOrNull(row, 'key_size'),
  }
}
