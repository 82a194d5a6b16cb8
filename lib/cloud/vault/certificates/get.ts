import type { Operation } from '../call.ts'
import { findLiveCertificate } from '../rows/certificates.ts'
import { findOperation } from '../rows/operations.ts'
import { findVersion } from '../rows/versions.ts'
import { certificateBundle, pendingBundle } from '../wire/certificate-bundle.ts'
import { missing, nameOf, versionOf, wireOf } from './call-parts.ts'
import { mayGet } from './rights.ts'

const get: Omit<Operation, 'path'> = {
  name: 'CertificateGet',
  method: 'GET',
  right: mayGet,
  prepare(call) {
    const name = nameOf(call)
    const version = versionOf(call)
    return (db) => {
      const certificate = findLiveCertificate(db, call.vault.key, name)
      if (!certificate) throw missing('certificate', name, version)
      const operation = findOperation(db, certificate.vault, certificate.name)
      const wanted = version ?? certificate.current
      const row = wanted && findVersion(db, certificate.vault, certificate.name, wanted)
      if (row) {
        return { status: 200, body: certificateBundle(wireOf(call), certificate, row, operation) }
      }
      // The planned version of a name that has no other yet.
      const planned = certificate.current === null ? operation : null
      if (!planned || (version !== null && version !== planned.version)) {
        throw missing('certificate', name, version)
      }
      return { status: 200, body: pendingBundle(wireOf(call), certificate, planned) }
    }
  },
}

export const getCertificate: Operation = { ...get, path: '/certificates/:name' }
export const getCertificateVersion: Operation = { ...get, path: '/certificates/:name/:version' }
