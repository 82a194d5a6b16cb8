import type { Db } from '../../store/store.ts'
import { conflict, nameIsDeleted, pendingInProgress } from '../errors.ts'
import { keyOf } from '../identifiers.ts'
import { type CertificateRow, findCertificate } from '../rows/certificates.ts'
import { findHead } from '../rows/keys.ts'
import { findOperation } from '../rows/operations.ts'

/**
 * Requires that a version may be added under this name now, and returns the certificate if the name
 * has one. Called before slow work, to fail early, and again in the transaction, which decides.
 *
 * @throws VaultError 409 when the name is deleted, has an operation under way, or belongs to a key or
 *   secret of its own
 */
export function checkNameFree(db: Db, vault: number, name: string): CertificateRow | null {
  const certificate = findCertificate(db, vault, name)
  if (certificate && certificate.deletedAt !== null) {
    throw nameIsDeleted('certificate', certificate.display)
  }
  if (findOperation(db, vault, keyOf(name))?.status === 'inProgress') throw pendingInProgress()
  if (!certificate) {
    for (const kind of ['key', 'secret'] as const) {
      const twin = findHead(db, kind === 'key' ? 'keys' : 'secrets', vault, name)
      if (!twin) continue
      if (twin.deletedAt !== null) throw nameIsDeleted(kind, twin.display)
      throw conflict(
        `A certificate cannot have the name ${name}: a ${kind} of that name exists in this key vault.`,
      )
    }
  }
  return certificate
}
