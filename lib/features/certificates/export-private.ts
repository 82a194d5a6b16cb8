import 'server-only'
import { utf8 } from '#lib/base/encodings.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { X509Error } from '#lib/x509/errors.ts'
import { type ImportEntry, readImportFile } from '#lib/x509/import-file.ts'
import { encodePem } from '#lib/x509/pem.ts'
import { writePfx } from '#lib/x509/pfx.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import type { FileReply } from './download-public.ts'
import { secretFile, unreadableSecret } from './internal.ts'
import type { ExportPrivateInput } from './schema.ts'

/**
 * Certificate, chain and private key of a version. Its secret is asked for here and in `export-chain.ts` only,
 * after the reason is recorded. Throws `FailureError`.
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
    return packed(await entryOf(secretFile(await gateway.get(name, version)), vault), input)
  })
}

/** The key with its ordered chain, from the form in which the vault keeps it. */
async function entryOf(bytes: Uint8Array, vault: string): Promise<ImportEntry> {
  try {
    const [entry] = (await readImportFile(bytes, '')).entries
    if (entry !== undefined) return entry
  } catch (error) {
    if (!(error instanceof X509Error) || error.code !== 'no-private-key') {
      throw unreadableSecret(error)
    }
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
