import 'server-only'
import type { CertificateProperties } from '#lib/azure/certificates.ts'
import { toHex } from '#lib/base/encodings.ts'
import type { PackedCertificate } from './schema.ts'

/** A row of the list as it is sent; `unpackCertificate` is the way back. */
export function packProperties(properties: CertificateProperties): PackedCertificate {
  const { name = '', enabled, notBefore, expiresOn, createdOn, updatedOn, tags } = properties
  const thumbprint = properties.x509Thumbprint
  return [
    name,
    enabled ? 1 : 0,
    seconds(notBefore),
    seconds(expiresOn),
    seconds(createdOn),
    seconds(updatedOn),
    // One that was never issued has none.
    thumbprint === undefined || thumbprint.length === 0 ? null : toHex(thumbprint),
    tags === undefined || Object.keys(tags).length === 0 ? 0 : tags,
  ]
}

function seconds(date: Date | undefined): number | null {
  return date === undefined ? null : date.getTime() / 1000
}
