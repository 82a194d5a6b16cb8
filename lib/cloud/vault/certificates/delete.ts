import type { Operation } from '../call.ts'
import { findLiveCertificate, markDeleted } from '../rows/certificates.ts'
import { purgeTime } from '../wire/attributes.ts'
import { missing, nameOf, wireOf } from './call-parts.ts'
import { deletedBundle } from './deleted-body.ts'
import { mayDelete } from './rights.ts'

/** Deletes all versions softly, the key and the secret with them. An operation under way rests. */
export const deleteCertificate: Operation = {
  name: 'CertificateDelete',
  method: 'DELETE',
  path: '/certificates/:name',
  right: mayDelete,
  prepare(call) {
    const name = nameOf(call)
    return (db) => {
      const certificate = findLiveCertificate(db, call.vault.key, name)
      if (!certificate) throw missing('certificate', name, null)
      const purgeAt = purgeTime(call.vault, call.now)
      markDeleted(db, certificate, call.now, purgeAt)
      const deleted = { ...certificate, deletedAt: call.now, purgeAt }
      return { status: 200, body: deletedBundle(db, wireOf(call), deleted) }
    }
  },
}
