import type { Db } from '../../store/store.ts'
import { missing } from '../certificates/call-parts.ts'
import { managedByKeyVault, nameIsDeleted } from '../errors.ts'
import { findCertificate } from '../rows/certificates.ts'
import { findHead, findKeyVersion, type HeadRow, type KeyVersionRow } from '../rows/keys.ts'

/**
 * Requires that a version may be added under this name, and returns the key if the name has one.
 * Called before slow work, to fail early, and again in the transaction, which decides.
 *
 * @throws VaultError 409 when the name is deleted, 403 when it belongs to a certificate
 */
export function checkKeyName(
  db: Db,
  vault: number,
  name: string,
  operation: string,
): HeadRow | null {
  const head = findHead(db, 'keys', vault, name)
  if (head) {
    if (head.deletedAt !== null) throw nameIsDeleted('key', head.display)
    if (head.managed) throw managedByKeyVault('key', operation)
    return head
  }
  // A certificate whose first version is still pending has no key yet; the name is its own all the same.
  const certificate = findCertificate(db, vault, name)
  if (certificate?.deletedAt === null) throw managedByKeyVault('key', operation)
  if (certificate) throw nameIsDeleted('certificate', certificate.display)
  return null
}

/** A live key and one of its versions. */
export interface FoundKey {
  head: HeadRow
  row: KeyVersionRow
}

/** The version asked for, or the current one. Throws 404. */
export function requireKey(db: Db, vault: number, name: string, version: string | null): FoundKey {
  const head = findHead(db, 'keys', vault, name)
  const row =
    head?.deletedAt === null
      ? findKeyVersion(db, head.vault, head.name, version ?? head.current)
      : null
  if (!head || !row) throw missing('key', name, version)
  return { head, row }
}

/** The same for a change, which a certificate's key refuses. */
export function requireOwnKey(
  db: Db,
  vault: number,
  name: string,
  version: string | null,
  operation: string,
): FoundKey {
  const found = requireKey(db, vault, name, version)
  if (found.head.managed) throw managedByKeyVault('key', operation)
  return found
}
