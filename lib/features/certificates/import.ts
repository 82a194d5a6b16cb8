import 'server-only'
import { fromBase64, utf8 } from '#lib/base/encodings.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { ImportEntry, ImportFile } from '#lib/x509/import-file.ts'
import { encodePem } from '#lib/x509/pem.ts'
import { writePfx } from '#lib/x509/pfx.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { readUpload } from './preview-import.ts'
import type { ContentType, ImportCertificateInput, Imported } from './schema.ts'

/**
 * Imports one entry of a PFX or PEM file. The file is read before the intent is recorded, so what cannot
 * be imported leaves no trace in the vault. Throws `FailureError`.
 */
export async function importCertificate(
  services: Services,
  caller: Caller,
  input: ImportCertificateInput,
): Promise<Imported> {
  authorize(caller, 'SecurityOperations')
  const { vault, name, enabled, exportable, tags } = input
  const file = await readUpload(fromBase64(input.file), input.password)
  const entry = file.entries[input.entry]
  if (entry === undefined) throw new FailureError(noSuchEntry)
  const { bytes, contentType } = await packed(file, entry)
  const gateway = services.azureOf(caller).certificates(vault)
  return recorded(
    services,
    caller,
    { verb: 'certificates.import', vault, object: name },
    async () => {
      const made = await gateway.import(name, bytes, {
        enabled,
        tags,
        policy: {
          contentType,
          exportable,
          // Left out, the vault takes a self-signed one for its own and makes a successor at 80 % of its
          // life, with another key, under the same name.
          issuerName: 'Unknown',
          lifetimeAction: { action: 'EmailContacts', lifetimePercentage: 80 },
        },
      })
      return { vault, name: made.name, version: made.properties.version ?? '' }
    },
  )
}

/**
 * The entry alone, packed anew: one key, its chain leaf first, no password, and for PEM the PKCS#8 form,
 * the only one the vault takes
 * (https://learn.microsoft.com/azure/key-vault/certificates/tutorial-import-certificate#import-a-certificate).
 */
async function packed(
  file: ImportFile,
  entry: ImportEntry,
): Promise<{ bytes: Uint8Array; contentType: ContentType }> {
  const chain = entry.chain.map((certificate) => certificate.der)
  if (file.format === 'pfx') {
    const bytes = await writePfx({ pkcs8: entry.pkcs8, chain, password: '' })
    return { bytes, contentType: 'application/x-pkcs12' }
  }
  const blocks = [
    encodePem('PRIVATE KEY', entry.pkcs8),
    ...chain.map((der) => encodePem('CERTIFICATE', der)),
  ]
  return { bytes: utf8(blocks.join('')), contentType: 'application/x-pem-file' }
}

const noSuchEntry = {
  code: 'invalid-input',
  status: 400,
  title: 'The file has no such entry',
  detail: 'The chosen entry is not in this file.',
  nextStep: 'Choose the file again, then an entry.',
  fields: { entry: ['Choose one of the entries of the file.'] },
} as const
