import type { Operation } from '../call.ts'
import { pageBody, readPage } from '../paging.ts'
import { findLiveCertificate } from '../rows/certificates.ts'
import { listVersions } from '../rows/versions.ts'
import { certificateItem } from '../wire/certificate-bundle.ts'
import { nameOf } from './call-parts.ts'
import { mayList } from './rights.ts'

/** A name that does not exist has no versions: the list is empty, not an error. */
export const listCertificateVersions: Operation = {
  name: 'CertificateListVersions',
  method: 'GET',
  path: '/certificates/:name/versions',
  right: mayList,
  prepare(call) {
    const name = nameOf(call)
    const page = readPage(call.query)
    return (db) => {
      const certificate = findLiveCertificate(db, call.vault.key, name)
      const rows = certificate
        ? listVersions(db, certificate.vault, certificate.name, {
            after: page.after,
            limit: page.limit + 1,
          })
        : []
      const path = `/certificates/${certificate?.display ?? name}`
      return {
        status: 200,
        body: pageBody(rows, {
          page,
          url: { base: call.base, path: `${path}/versions`, query: call.query },
          keyOf: (row) => row.version,
          item: (row) => certificateItem(`${call.base}${path}/${row.version}`, row),
        }),
      }
    }
  },
}
