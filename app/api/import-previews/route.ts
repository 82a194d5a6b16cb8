import { toBase64 } from '#lib/base/encodings.ts'
import { importFileMaxBytes } from '#lib/domain/certificates/import-limits.ts'
import { previewImport } from '#lib/features/certificates/preview-import.ts'
import { previewImportInput } from '#lib/features/certificates/schema.ts'
import { formBody, invalid, json, parsed, route } from '#lib/runtime/route.ts'

/** Room for the boundaries and the password around the file. */
const envelopeBytes = 8 * 1024

/** multipart/form-data with `file` and `password`; nothing of it is kept. */
export function POST(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const form = await formBody(request, importFileMaxBytes + envelopeBytes)
    const file = form.get('file')
    const password = form.get('password') ?? ''
    if (!(file instanceof File) || typeof password !== 'string') {
      const message = 'Choose a PFX or PEM file.'
      throw invalid(message, { file: [message] })
    }
    const bytes = new Uint8Array(await file.arrayBuffer())
    const input = parsed(previewImportInput, { file: toBase64(bytes), password })
    return json(await previewImport(services, caller, input))
  })
}
