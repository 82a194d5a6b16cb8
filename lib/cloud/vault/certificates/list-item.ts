import { invariant } from '#lib/base/invariant.ts'
import type { Db } from '../../store/store.ts'
import type { CertificateRow } from '../rows/certificates.ts'
import { findOperation } from '../rows/operations.ts'
import { findVersion } from '../rows/versions.ts'
import { certificateItem, pendingTimes } from '../wire/certificate-bundle.ts'

/** The item of a name in a list: its current version, or the plan of the first one. */
export function itemOf(db: Db, base: string, row: CertificateRow): Record<string, unknown> {
  const id = `${base}/certificates/${row.display}`
  if (row.current !== null) {
    const version = findVersion(db, row.vault, row.name, row.current)
    invariant(version, 'the current version of a certificate exists')
    return certificateItem(id, version)
  }
  const operation = findOperation(db, row.vault, row.name)
  invariant(operation, 'a certificate without a version has an operation')
  return certificateItem(id, {
    ...pendingTimes(row, operation),
    thumbprint: null,
    tags: operation.tags,
  })
}
