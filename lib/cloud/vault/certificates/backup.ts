import { invariant } from '#lib/base/invariant.ts'
import { backupOperations } from '../backup/operations.ts'
import { findLiveCertificate } from '../rows/certificates.ts'
import { missing, wireOf } from './call-parts.ts'
import { bundleOf } from './deleted-body.ts'
import * as rights from './rights.ts'

/** The key and the secret go along. An operation under way does not, so a first version has to be there. */
export const [backupCertificate, restoreCertificate] = backupOperations({
  kind: 'certificate',
  title: 'Certificate',
  rights,
  requireName(db, vault, name) {
    const certificate = findLiveCertificate(db, vault, name)
    if (!certificate || certificate.current === null) throw missing('certificate', name, null)
    return certificate.name
  },
  restored(db, call, name) {
    const certificate = findLiveCertificate(db, call.vault.key, name)
    invariant(certificate, 'the certificate has just been restored')
    return bundleOf(db, wireOf(call), certificate)
  },
})
