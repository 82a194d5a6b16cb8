import type { Db } from '../../store/store.ts'
import { keyOf } from '../identifiers.ts'
import type { SecretContentType } from '../policy/model.ts'
import type { Tags } from '../tags.ts'
import { insertKeyVersion } from './key-versions.ts'
import { putCurrent } from './keys.ts'

/** Everything that a completed version consists of. */
export interface NewVersion {
  vault: number
  display: string
  version: string
  now: number
  enabled: boolean
  tags: Tags | null
  nbf: number
  exp: number
  thumbprint: Uint8Array
  leaf: Uint8Array
  chain: Uint8Array
  preserveOrder: boolean
  /** PKCS#8; sealed here, before it reaches the database. */
  privateKey: Uint8Array
  /** Public members of the JWK as JSON. */
  publicJwk: string
  keyOperations: readonly string[]
  exportable: boolean
  contentType: SecretContentType
}

/**
 * Adds a version with its key and secret and makes it the current one. The only place that makes
 * them: all rows are of one transaction, so nobody ever sees a part. The name's row exists already.
 */
export function addVersion(db: Db, version: NewVersion): void {
  const name = keyOf(version.display)
  const id = [version.vault, name, version.version] as const
  const tags = version.tags === null ? null : JSON.stringify(version.tags)
  const enabled = version.enabled ? 1 : 0
  const times = [version.now, version.now, enabled, version.nbf, version.exp, tags] as const
  for (const table of ['keys', 'secrets'] as const) putCurrent(db, table, version, true)
  insertKeyVersion(db, {
    ...version,
    keySize: null,
    operations: version.keyOperations,
    secret: version.privateKey,
  })
  db.sql(
    `INSERT INTO vault_secret_versions (vault, name, version, created, updated, enabled, nbf, exp,
       tags, content_type) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(...id, ...times, version.contentType)
  db.sql(
    `INSERT INTO vault_certificate_versions (vault, name, version, created, updated, enabled, nbf,
       exp, tags, thumbprint, leaf, chain, preserve_order)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    ...id,
    ...times,
    version.thumbprint,
    version.leaf,
    version.chain.length === 0 ? null : version.chain,
    version.preserveOrder ? 1 : 0,
  )
  db.sql('UPDATE vault_certificates SET current = ? WHERE vault = ? AND name = ?').run(
    version.version,
    version.vault,
    name,
  )
}
