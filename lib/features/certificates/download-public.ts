import 'server-only'
import { utf8 } from '#lib/base/encodings.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { encodePem } from '#lib/x509/pem.ts'
import { writePkcs7 } from '#lib/x509/pkcs7.ts'
import type { Services } from '../services.ts'
import type { DownloadPublicInput } from './schema.ts'

/** A file on its way to the browser. */
export interface FileReply {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly fileName: string
}

/** The certificate of a version, without its chain: DER, PEM or PKCS#7. Needs certificates/get only. Throws `FailureError`. */
export async function downloadPublic(
  services: Services,
  caller: Caller,
  input: DownloadPublicInput,
): Promise<FileReply> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).certificates(input.vault)
  const { cer, name } = await gateway.getVersion(input.name, input.version)
  if (cer === undefined || cer.length === 0) {
    throw new FailureError({
      code: 'not-found',
      status: 404,
      title: 'There is no certificate yet',
      detail: 'This version was never issued.',
      nextStep: 'Wait until its operation is finished.',
      vault: input.vault,
    })
  }
  const fileName = `${name}-${input.version.slice(0, 8)}`
  if (input.format === 'cer') {
    // The media type of a certificate: RFC 2585 section 4.1.
    return { bytes: cer, contentType: 'application/pkix-cert', fileName: `${fileName}.cer` }
  }
  return certificatesFile(input.format, [cer], fileName)
}

/** Certificates without a key, leaf first, as a file of the format. */
export function certificatesFile(
  format: 'pem' | 'p7b',
  certificates: readonly Uint8Array[],
  name: string,
): FileReply {
  if (format === 'p7b') {
    // No media type of its own is registered for this ending; browsers and Windows know it by this one.
    const contentType = 'application/x-pkcs7-certificates'
    return { bytes: writePkcs7(certificates), contentType, fileName: `${name}.p7b` }
  }
  const bytes = utf8(certificates.map((der) => encodePem('CERTIFICATE', der)).join(''))
  return { bytes, contentType: 'application/x-pem-file', fileName: `${name}.pem` }
}
