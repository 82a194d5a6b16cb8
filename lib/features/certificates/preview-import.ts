import 'server-only'
import { fromBase64 } from '#lib/base/encodings.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { X509Error, type X509ErrorCode } from '#lib/x509/errors.ts'
import type { ImportFile } from '#lib/x509/import-file.ts'
import { readImportFileInWorker } from '#lib/x509/in-worker.ts'
import type { Services } from '../services.ts'
import { toContent } from './internal.ts'
import type { ImportPreview, PreviewImportInput } from './schema.ts'

/** What a file holds, before anything is sent to Azure; nothing is kept. Throws `FailureError` invalid-input. */
export async function previewImport(
  _services: Services,
  caller: Caller,
  input: PreviewImportInput,
): Promise<ImportPreview> {
  authorize(caller, 'SecurityOperations')
  const file = await readUpload(fromBase64(input.file), input.password)
  return {
    format: file.format,
    entries: file.entries.map((entry, index) => ({
      index,
      friendlyName: entry.friendlyName,
      chain: entry.chain.map(toContent),
      complete: entry.complete,
    })),
  }
}

/** Reads a hostile file off the main thread, with a deadline. Throws `FailureError` at its field. */
export async function readUpload(bytes: Uint8Array, password: string): Promise<ImportFile> {
  try {
    return await readImportFileInWorker(bytes, password)
  } catch (error) {
    if (error instanceof X509Error) throw new FailureError(unreadable(error), { cause: error })
    throw error
  }
}

const nextSteps: Readonly<Record<X509ErrorCode, string>> = {
  'not-pkcs12': 'Choose a .pfx, .p12 or .pem file.',
  'wrong-password': 'Check the password. Capital letters count.',
  'no-private-key': 'Choose the file that includes the private key.',
  'several-private-keys': 'Leave only the key of this certificate in the file.',
  'encrypted-private-key':
    'Take the password off first: openssl pkey -in key.pem -out plain.pem, or pack it as PFX.',
  'no-certificate': 'Choose a file that includes the certificate.',
  'key-mismatch': 'Choose the file that holds the certificate with its own key.',
  'unsupported-key':
    'Key Vault takes RSA 2048, 3072 and 4096, and EC P-256, P-384, P-521 and P-256K.',
  'too-expensive': 'Export the file again with ordinary settings.',
  'too-large': 'Choose a file with one certificate and its chain.',
  malformed: 'Export the file again, or choose another.',
  'not-a-certificate-file': 'Choose a .pfx, .p12 or .pem file.',
}

function unreadable(error: X509Error): Failure {
  const field = error.code === 'wrong-password' ? 'password' : 'file'
  return {
    code: 'invalid-input',
    status: 400,
    title: 'The file cannot be imported as it is',
    detail: error.message,
    nextStep: nextSteps[error.code],
    fields: { [field]: [error.message] },
  }
}
