import { bashWord } from './quote.ts'
import type { CertificateWrite } from './write.ts'

type PrivateExport = Extract<CertificateWrite, { kind: 'export-private' }>

/** The name of the file that an export makes. */
export function exportedFile({ name, version, format }: PrivateExport): string {
  return `${name}-${version.slice(0, 8)}.${format}`
}

/** True when the vault keeps the key in the form that is wanted: then nothing has to be converted. */
export function isAsStored({ stored, format, protect }: PrivateExport): boolean {
  return !protect && (stored === 'application/x-pem-file') === (format === 'pem')
}

/**
 * What turns the value of the secret behind a certificate, as the vault gives it, into the wanted file. A
 * certificate kept as PFX comes in base64 and without a password, one kept as PEM as it is. OpenSSL asks for
 * the file's password itself. https://learn.microsoft.com/azure/key-vault/certificates/how-to-export-certificate,
 * https://docs.openssl.org/master/man1/openssl-pkcs12/
 */
export function exportPipe(write: PrivateExport): string {
  const file = bashWord(exportedFile(write))
  const isPem = write.stored === 'application/x-pem-file'
  const decode = isPem ? null : 'base64 --decode'
  if (isAsStored(write)) return `${decode ?? 'cat'} > ${file}`
  const toPem = isPem ? null : 'openssl pkcs12 -passin pass: -nodes'
  const noPassword = write.protect ? '' : ' -passout pass:'
  const toPfx = write.format === 'pem' ? null : `openssl pkcs12 -export${noPassword}`
  const steps = [decode, toPem, toPfx].filter((step) => step !== null)
  return `${steps.join(' | ')} -out ${file}`
}
