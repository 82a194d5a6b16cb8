import { invariant } from '#lib/base/invariant.ts'
import type { Db } from '../../store/store.ts'
import type { CertificateRow } from '../rows/certificates.ts'
import { findOperation } from '../rows/operations.ts'
import { findVersion } from '../rows/versions.ts'
import {
  certificateBundle,
  deletionMembers,
  pendingBundle,
  type WireContext,
} from '../wire/certificate-bundle.ts'

/** The bundle of a name as it stands: its current version, or the plan of its first. */
export function bundleOf(
  db: Db,
  wire: WireContext,
  certificate: CertificateRow,
): Record<string, unknown> {
  const { vault, name, current } = certificate
  const operation = findOperation(db, vault, name)
  const version = current === null ? null : findVersion(db, vault, name, current)
  if (version) return certificateBundle(wire, certificate, version, operation)
  invariant(operation, 'a certificate without a version has an operation')
  return pendingBundle(wire, certificate, operation)
}

/** The same with the members of a deletion in front. */
export function deletedBundle(
  db: Db,
  wire: WireContext,
  certificate: CertificateRow,
): Record<string, unknown> {
  return { ...deletionMembers(wire.base, certificate), ...bundleOf(db, wire, certificate) }
}
