import type { Row } from '../../store/row.ts'
import { integer, integerOrNull, text, textOrNull } from '../../store/row.ts'
import type { Db } from '../../store/store.ts'
import { keyOf } from '../identifiers.ts'
import type { StoredPolicy } from '../policy/model.ts'
import { parsePolicy } from '../policy/stored.ts'

/** A certificate's name in a vault with its policy. Versions, key and secret have their own rows. */
export interface CertificateRow {
  /** Key of the vault's row. */
  vault: number
  /** Lower case. */
  name: string
  /** The spelling of the first creation, which all identifiers carry. */
  display: string
  /** The version that an empty version means; null while the first one is pending. */
  current: string | null
  policy: StoredPolicy
  policyCreated: number
  policyUpdated: number
  /** Epoch seconds when soft-deleted; null for a live one. */
  deletedAt: number | null
  purgeAt: number | null
}

/** The certificate of this name, live or deleted. Names match without case. */
export function findCertificate(db: Db, vault: number, name: string): CertificateRow | null {
  const row = db
    .sql('SELECT * FROM vault_certificates WHERE vault = ? AND name = ?')
    .get(vault, keyOf(name))
  return row ? read(row) : null
}

export function findLiveCertificate(db: Db, vault: number, name: string): CertificateRow | null {
  const row = findCertificate(db, vault, name)
  return row?.deletedAt === null ? row : null
}

export function findDeletedCertificate(db: Db, vault: number, name: string): CertificateRow | null {
  const row = findCertificate(db, vault, name)
  return row && row.deletedAt !== null ? row : null
}

/** Inserts the name with its policy, or replaces the policy of an existing name. */
export function putCertificate(
  db: Db,
  certificate: { vault: number; display: string; policy: StoredPolicy; now: number },
): void {
  const { vault, display, policy, now } = certificate
  db.sql(
    `INSERT INTO vault_certificates (vault, name, display, policy, policy_created, policy_updated)
     VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (vault, name) DO UPDATE SET policy = excluded.policy,
       policy_updated = excluded.policy_updated`,
  ).run(vault, keyOf(display), display, JSON.stringify(policy), now, now)
}

export function markDeleted(db: Db, row: CertificateRow, deletedAt: number, purgeAt: number): void {
  for (const table of ['vault_certificates', 'vault_keys', 'vault_secrets']) {
    db.sql(`UPDATE ${table} SET deleted_at = ?, purge_at = ? WHERE vault = ? AND name = ?`).run(
      deletedAt,
      purgeAt,
      row.vault,
      row.name,
    )
  }
}

export function markRecovered(db: Db, row: CertificateRow): void {
  for (const table of ['vault_certificates', 'vault_keys', 'vault_secrets']) {
    db.sql(
      `UPDATE ${table} SET deleted_at = NULL, purge_at = NULL WHERE vault = ? AND name = ?`,
    ).run(row.vault, row.name)
  }
}

/** Removes the name for good: all versions, the twins and the operation. */
export function removeCertificate(db: Db, row: { vault: number; name: string }): void {
  // Certificate versions first: they refer to the twins.
  for (const table of [
    'vault_certificate_versions',
    'vault_key_versions',
    'vault_secret_versions',
    'vault_keys',
    'vault_secrets',
    'vault_certificate_operations',
    'vault_certificates',
  ]) {
    db.sql(`DELETE FROM ${table} WHERE vault = ? AND name = ?`).run(row.vault, row.name)
  }
}

/** Which collection a list shows: completed ones, also those still pending, or the deleted ones. */
export type CertificateCollection = 'completed' | 'live' | 'deleted'

/**
 * Named by hand: SQLite would walk the primary key past everything that the list does not show. Each
 * condition repeats the WHERE of its partial index word for word.
 */
const sources: Readonly<Record<CertificateCollection, string>> = {
  completed:
    'INDEXED BY vault_certificates_live WHERE deleted_at IS NULL AND current IS NOT NULL AND',
  live: 'WHERE deleted_at IS NULL AND',
  deleted: 'INDEXED BY vault_certificates_deleted WHERE deleted_at IS NOT NULL AND',
}

/** The query behind {@link listCertificates}, for the test of its plan. */
export function pageSql(collection: CertificateCollection): string {
  return `SELECT * FROM vault_certificates ${sources[collection]} vault = ? AND name > ?
    ORDER BY name LIMIT ?`
}

/** Up to `limit` certificates whose name comes after `after`, by name, ordinal. */
export function listCertificates(
  db: Db,
  vault: number,
  options: { collection: CertificateCollection; after: string; limit: number },
): CertificateRow[] {
  return db.sql(pageSql(options.collection)).all(vault, options.after, options.limit).map(read)
}

function read(row: Row): CertificateRow {
  return {
    vault: integer(row, 'vault'),
    name: text(row, 'name'),
    display: text(row, 'display'),
    current: textOrNull(row, 'current'),
    policy: parsePolicy(text(row, 'policy')),
    policyCreated: integer(row, 'policy_created'),
    policyUpdated: integer(row, 'policy_updated'),
    deletedAt: integerOrNull(row, 'deleted_at'),
    purgeAt: integerOrNull(row, 'purge_at'),
  }
}
