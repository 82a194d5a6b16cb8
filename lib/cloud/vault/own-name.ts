import type { Db } from '../store/store.ts'
import { missing } from './certificates/call-parts.ts'
import { managedByKeyVault, nameIsDeleted } from './errors.ts'
import { findCertificate } from './rows/certificates.ts'
import { findHead, type HeadRow, type HeadTable } from './rows/keys.ts'

/** A kind of objects that a certificate has a twin of. */
export type OwnKind = 'key' | 'secret'

export function tableOf(kind: OwnKind): HeadTable {
  return kind === 'key' ? 'keys' : 'secrets'
}

/**
 * Requires that a version may be added under this name, and returns the key or secret if the name has
 * one. Called before slow work, to fail early, and again in the transaction, which decides.
 *
 * @throws VaultError 409 when the name is deleted, 403 when it belongs to a certificate
 */
export function checkOwnName(
  db: Db,
  kind: OwnKind,
  vault: number,
  name: string,
  operation: string,
): HeadRow | null {
  const head = findHead(db, tableOf(kind), vault, name)
  if (head) {
    if (head.deletedAt !== null) throw nameIsDeleted(kind, head.display)
    if (head.managed) throw managedByKeyVault(kind, operation)
    return head
  }
  // A certificate whose first version is still pending has no twins yet; the name is its own all the same.
  const certificate = findCertificate(db, vault, name)
  if (certificate?.deletedAt === null) throw managedByKeyVault(kind, operation)
  if (certificate) throw nameIsDeleted('certificate', certificate.display)
  return null
}

/** A live key or secret and one of its versions. */
export interface Found<Row> {
  head: HeadRow
  row: Row
}

/** Finds a version by its name's row. */
export type FindRow<Row> = (db: Db, vault: number, name: string, version: string) => Row | null

/** The version asked for, or the current one. Throws 404. */
export function requireLive<Row>(
  db: Db,
  kind: OwnKind,
  wanted: { vault: number; name: string; version: string | null },
  findRow: FindRow<Row>,
): Found<Row> {
  const { vault, name, version } = wanted
  const head = findHead(db, tableOf(kind), vault, name)
  const row =
    head?.deletedAt === null ? findRow(db, vault, head.name, version ?? head.current) : null
  if (!head || !row) throw missing(kind, name, version)
  return { head, row }
}
