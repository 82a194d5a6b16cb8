import { encodePem } from '#lib/x509/pem.ts'
import { writePfx } from '#lib/x509/pfx.ts'
import { base64 } from '../wire/base64.ts'

export interface SecretMaterial {
  contentType: string | null
  /** PKCS#8; null when the key may not leave the vault. */
  privateKey: Uint8Array | null
  /** DER, the leaf first. */
  certificates: readonly Uint8Array[]
}

/**
 * The value of the secret behind a certificate, as stored bytes: the PFX with an empty password, or
 * PEM text with the key first. Without an exportable key only the certificates.
 */
export async function composeValue(material: SecretMaterial): Promise<Uint8Array> {
  const { privateKey, certificates } = material
  if (material.contentType === 'application/x-pem-file') {
    const blocks = certificates.map((der) => encodePem('CERTIFICATE', der))
    if (privateKey) blocks.unshift(encodePem('PRIVATE KEY', privateKey))
    return Buffer.from(blocks.join(''))
  }
  if (privateKey) return writePfx({ pkcs8: privateKey, chain: certificates, password: '' })
  return certificates[0] ?? new Uint8Array(0)
}

/** The stored bytes as the `value` member: base64 unless they are text already. */
export function valueText(value: Uint8Array, contentType: string | null): string {
  return contentType === 'application/x-pkcs12'
    ? base64(value)
    : Buffer.from(value).toString('utf8')
}
