import { fromBase64, utf8 } from '#lib/base/encodings.ts'
import { X509Error } from '#lib/x509/errors.ts'
import type { ImportEntry, ImportFile } from '#lib/x509/import-file.ts'
import { readImportFileInWorker } from '#lib/x509/in-worker.ts'
import { badParameter, invalidProperty, type VaultError } from '../errors.ts'
import { createLimiter } from '../issue/limiter.ts'
import type { SecretContentType } from '../policy/model.ts'

/** Time for one file; a busy machine takes its share of it. */
const deadlineMs = 2_000

/**
 * One file after another: the thread that is kept reads a file in milliseconds, and a second one
 * beside it would have to be started, with a heap of its own, for each.
 */
const turns = createLimiter(1)

/**
 * Reads the key and the certificates of an import, away from the main thread and within a deadline.
 * @throws VaultError 400 with the service's words, which depend on the declared content type
 */
export async function readContent(
  value: string,
  password: string,
  contentType: SecretContentType,
): Promise<ImportEntry> {
  const pem = contentType === 'application/x-pem-file'
  const bytes = pem ? utf8(value) : decodeBase64(value)
  if (pem) checkPemText(value)
  const file = await turns.run(() => read(bytes, password, pem))
  const [entry] = file.entries
  if (!entry || file.format !== (pem ? 'pem' : 'pfx')) throw unreadable(pem)
  return entry
}

async function read(bytes: Uint8Array, password: string, pem: boolean): Promise<ImportFile> {
  try {
    return await readImportFileInWorker(bytes, password, { deadlineMs })
  } catch (error) {
    throw error instanceof X509Error ? refusal(error, pem) : error
  }
}

function decodeBase64(value: string): Uint8Array {
  try {
    return fromBase64(value)
  } catch {
    throw unreadable(false)
  }
}

/**
 * The service reads PKCS#8 only. Older key blocks are refused here as they are there.
 * @see https://learn.microsoft.com/azure/key-vault/certificates/tutorial-import-certificate
 */
function checkPemText(value: string): void {
  if (!value.includes('-----BEGIN CERTIFICATE-----')) throw unreadable(true)
  if (/-----BEGIN (RSA|EC|DSA|ENCRYPTED) PRIVATE KEY-----/.test(value)) throw unreadable(true)
}

function refusal(error: X509Error, pem: boolean): VaultError {
  switch (error.code) {
    case 'no-private-key':
      return pem
        ? badParameter(
            'Private key is not specified in the specified X.509 PEM certificate content. Please ' +
              'specify private key in the X.509 PEM certificate content.',
          )
        : badParameter(
            'Private key is not specified in the specified PKCS#12 X.509 certificate content. Please ' +
              'specify private key in the PKCS#12 X.509 certificate content.',
          )
    case 'key-mismatch':
      return keyMismatch()
    case 'unsupported-key':
      return invalidProperty()
    default:
      return unreadable(pem)
  }
}

export function keyMismatch(): VaultError {
  return badParameter(
    'The public key of the end-entity certificate in the specified X.509 certificate content does not ' +
      'match the public part of the specified private key. Please check if certificate is valid.',
  )
}

function unreadable(pem: boolean): VaultError {
  return pem
    ? badParameter(
        'The specified PEM X.509 certificate content is in an unexpected format. Please check if ' +
          'certificate is in valid PEM format.',
      )
    : badParameter(
        'The specified PKCS#12 X.509 certificate content can not be read. Please check if certificate ' +
          'is in valid PKCS#12 format.',
      )
}
