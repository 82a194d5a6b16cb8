import type { Db } from '../../store/store.ts'
import { conflict, nameIsDeleted, type ObjectKind, type VaultError } from '../errors.ts'
import { findCertificate } from '../rows/certificates.ts'
import { findHead } from '../rows/keys.ts'

/** What a kind shares its names with. */
const rivals: Readonly<Record<ObjectKind, readonly ObjectKind[]>> = {
  key: ['key', 'certificate'],
  secret: ['secret', 'certificate'],
  certificate: ['certificate', 'key', 'secret'],
}

/**
 * Requires that nothing, live or deleted, has the name of what is restored. Throws 409.
 * @param id of what is restored, as the answer would show it
 */
export function checkRestorable(
  db: Db,
  kind: ObjectKind,
  vault: number,
  restored: { name: string; id: string },
): void {
  for (const rival of rivals[kind]) {
    const found = find(db, rival, vault, restored.name)
    if (!found) continue
    if (found.deletedAt !== null) throw nameIsDeleted(rival, found.display)
    throw restoreConflict(kind, restored.id)
  }
}

function find(
  db: Db,
  kind: ObjectKind,
  vault: number,
  name: string,
): { display: string; deletedAt: number | null } | null {
  if (kind === 'certificate') return findCertificate(db, vault, name)
  return findHead(db, kind === 'key' ? 'keys' : 'secrets', vault, name)
}

/** Recorded texts (the key's in azure-sdk-for-python issue 17630). */
function restoreConflict(kind: ObjectKind, id: string): VaultError {
  if (kind !== 'key') {
    return conflict(
      `Conflict while restoring ${kind} ${id} - ${kind} already exists or concurrent access`,
    )
  }
  return conflict(
    `There was a conflict restoring the key '${id}'. This can happen if either: a second key with ` +
      'the same name was created after the first key was deleted; thus trying to restore a key whose ' +
      'name is already in use. To fix this, rename the second key to something else so that the ' +
      'restore works. The second probable cause of this exception is when multiple operations are ' +
      'performed in parallel against the key. To avoid this error, perform operations against a key ' +
      'in a sequential manner.',
  )
}
