import type { Row } from '../../store/row.ts'
import { bytes, bytesOrNull, flag, integer, text, textOrNull } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import type { Tags } from '../tags.ts'
import { parseTags } from './tags.ts'

/** One completed version of a certificate. Its key and secret have the same version. */
export interface CertificateVersionRow {
  version: string
  created: number
  updated: number
  enabled: boolean
  /** Epoch seconds, exactly those of the X.509. */
  nbf: number
  exp: number
  tags: Tags | null
  /** SHA-1 of the leaf. */
  thumbprint: Uint8Array
  leaf: Uint8Array
  /** The other certificates, DER, one after another; empty for a self-signed one. */
  chain: Uint8Array
  preserveOrder: boolean
}

export function findVersion(
  db: Db,
  vault: number,
  name: string,
  version: string,
): CertificateVersionRow | null {
  const row = db
    .sql('SELECT * FROM vault_certificate_versions WHERE vault = ? AND name = ? AND version = ?')
    .get(vault, name, version)
  return row ? readVersion(row) : null
}

/** Up to `limit` versions after `after`, by version: the order of the service's own row keys. */
export function listVersions(
  db: Db,
  vault: number,
  name: string,
  options: { after: string; limit: number },
): CertificateVersionRow[] {
  return db
    .sql(
      `SELECT * FROM vault_certificate_versions
       WHERE vault = ? AND name = ? AND version > ? ORDER BY version LIMIT ?`,
    )
    .all(vault, name, options.after, options.limit)
    .map(readVersion)
}

/** Changes what may change in a version, on the certificate and on both twins. */
export function updateVersion(
  db: Db,
  id: { vault: number; name: string; version: string },
  change: { enabled: boolean; tags: Tags | null; updated: number },
): void {
  for (const table of [
    'vault_certificate_versions',
    'vault_key_versions',
    'vault_secret_versions',
  ]) {
    db.sql(
      `UPDATE ${table} SET enabled = ?, tags = ?, updated = ?
       WHERE vault = ? AND name = ? AND version = ?`,
    ).run(
      change.enabled ? 1 : 0,
      change.tags === null ? null : JSON.stringify(change.tags),
      change.updated,
      id.vault,
      id.name,
      id.version,
    )
  }
}

function readVersion(row: Row): CertificateVersionRow {
  return {
    version: text(row, 'version'),
    created: integer(row, 'created'),
    updated: integer(row, 'updated'),
    enabled: flag(row, 'enabled'),
    nbf: integer(row, 'nbf'),
    exp: integer(row, 'exp'),
    tags: parseTags(textOrNull(row, 'tags')),
    thumbprint: bytes(row, 'thumbprint'),
    leaf: bytes(row, 'leaf'),
    chain: bytesOrNull(row, 'chain') ?? new Uint8Array(0),
    preserveOrder: flag(row, 'preserve_order'),
  }
}
