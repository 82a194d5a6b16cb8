import type { VaultRecord } from '../../arm/vaults/vault-record.ts'
import type { ApiVersion } from '../api-version.ts'
import { plannedValidity } from '../issue/validity.ts'
import type { CertificateRow } from '../rows/certificates.ts'
import type { OperationRow } from '../rows/operations.ts'
import type { CertificateVersionRow } from '../rows/versions.ts'
import { bundleAttributes, itemAttributes, type Times } from './attributes.ts'
import { base64, base64Url } from './base64.ts'
import { policyBody } from './policy-body.ts'

/** What identifiers and attributes of an answer depend on besides the object. */
export interface WireContext {
  base: string
  vault: VaultRecord
  apiVersion: ApiVersion
}

/** A completed version. `operation` is the name's operation object, as long as it exists. */
export function certificateBundle(
  wire: WireContext,
  certificate: CertificateRow,
  version: CertificateVersionRow,
  operation: OperationRow | null,
): Record<string, unknown> {
  const path = `${certificate.display}/${version.version}`
  return {
    id: `${wire.base}/certificates/${path}`,
    kid: `${wire.base}/keys/${path}`,
    sid: `${wire.base}/secrets/${path}`,
    x5t: base64Url(version.thumbprint),
    cer: base64(version.leaf),
    attributes: bundleAttributes(version, wire.vault, wire.apiVersion),
    policy: policyBody(certificate, wire),
    ...(version.tags === null ? {} : { tags: version.tags }),
    ...pendingLink(wire, certificate, operation),
    ...(wire.apiVersion.atLeast('7.6') ? { preserveCertOrder: version.preserveOrder } : {}),
  }
}

/** The bundle of a name whose first version is not there yet: no key, secret or certificate. */
export function pendingBundle(
  wire: WireContext,
  certificate: CertificateRow,
  operation: OperationRow,
): Record<string, unknown> {
  return {
    id: `${wire.base}/certificates/${certificate.display}/${operation.version}`,
    attributes: bundleAttributes(pendingTimes(certificate, operation), wire.vault, wire.apiVersion),
    policy: policyBody(certificate, wire),
    ...(operation.tags === null ? {} : { tags: operation.tags }),
    ...pendingLink(wire, certificate, operation),
  }
}

/** An item of a list. `id` is versioned in a list of versions and bare otherwise. */
export function certificateItem(
  id: string,
  version: Times & { thumbprint: Uint8Array | null; tags: CertificateVersionRow['tags'] },
): Record<string, unknown> {
  return {
    id,
    ...(version.thumbprint === null ? {} : { x5t: base64Url(version.thumbprint) }),
    attributes: itemAttributes(version),
    ...(version.tags === null ? {} : { tags: version.tags }),
    subject: '',
  }
}

/** The members that a deleted object has before all others. */
export function deletionMembers(base: string, row: CertificateRow): Record<string, unknown> {
  return {
    recoveryId: `${base}/deletedcertificates/${row.display}`,
    deletedDate: row.deletedAt,
    scheduledPurgeDate: row.purgeAt,
  }
}

/** Disabled, with the dates that the certificate would have. */
export function pendingTimes(certificate: CertificateRow, operation: OperationRow): Times {
  return {
    enabled: false,
    ...plannedValidity(operation.created, certificate.policy.x509_props.validity_months),
    created: operation.created,
    updated: operation.created,
  }
}

function pendingLink(
  wire: WireContext,
  certificate: CertificateRow,
  operation: OperationRow | null,
): Record<string, unknown> {
  if (!operation) return {}
  return { pending: { id: `${wire.base}/certificates/${certificate.display}/pending` } }
}
