import 'server-only'
import { fromBase64, utf8 } from '#lib/base/encodings.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { X509Error } from '#lib/x509/errors.ts'
import { type ImportEntry, readImportFile } from '#lib/x509/import-file.ts'
import { encodePem } from '#lib/x509/pem.ts'
import { writePfx } from '#lib/x509/pfx.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import type { FileReply } from './download-public.ts'
import type { ExportPrivateInput } from './schema.ts'

/**
 * Certificate, chain and private key of a version. The only place that asks for the secret of a
 * certificate; recorded with its reason before it is asked for. Throws `FailureError`.
 */
export async function exportPrivate(
  services: Services,
  caller: Caller,
  input: ExportPrivateInput,
): Promise<FileReply> {
  authorize(caller, 'SecurityOperations')
  const { vault, name, version } = input
  const reason = input.reason.trim()
  const gateway = services.azureOf(caller).secrets(vault)
  const intent = {
    verb: 'certificates.export-private',
    vault,
    object: name,
    version,
    reason,
  } as const
  return recorded(services, caller, intent, async () => {
    const secret = await gateway.get(name, version)
    return packed(await entryOf(secret.value ?? '', secret.properties.contentType, vault), input)
  })
}

/** The key with its ordered chain, from the form in which the vault keeps it. */
async function entryOf(
  value: string,
  contentType: string | undefined,
  vault: string,
): Promise<ImportEntry> {
  // PFX as base64, without a password; PEM as it is: protocol of secrets behind certificates.
  const bytes = contentType === 'application/x-pem-file' ? utf8(value) : fromBase64(value)
  try {
    const [entry] = (await readImportFile(bytes, '')).entries
    if (entry !== undefined) return entry
  } catch (error) {
    // No cause: it must not carry what it choked on.
    if (!(error instanceof X509Error))
      throw new Error('The secret of the certificate is unreadable.')
    if (error.code !== 'no-private-key') throw new Error(`The secret is unreadable: ${error.code}.`)
  }
  throw new FailureError({
    code: 'managed',
    status: 403,
    title: 'The private key cannot leave the vault',
    detail:
      'The policy of this certificate makes its key non-exportable; the vault gives it to nobody.',
    nextStep:
      'Let the application use the key in the vault, or create a new version with an exportable key.',
    plane: 'data',
    right: 'secrets/get',
    vault,
  })
}

async function packed(entry: ImportEntry, input: ExportPrivateInput): Promise<FileReply> {
  const chain = entry.chain.map((certificate) => certificate.der)
  const fileName = `${input.name}-${input.version.slice(0, 8)}`
  if (input.format === 'pfx') {
    const { password, name } = input
    const bytes = await writePfx({ pkcs8: entry.pkcs8, chain, password, friendlyName: name })
    return { bytes, contentType: 'application/x-pkcs12', fileName: `${fileName}.pfx` }
  }
  const blocks = [
    encodePem('PRIVATE KEY', entry.pkcs8),
    ...chain.map((der) => encodePem('CERTIFICATE', der)),
  ]
  const bytes = utf8(blocks.join(''))
  return { bytes, contentType: 'application/x-pem-file', fileName: `${fileName}.pem` }
}
