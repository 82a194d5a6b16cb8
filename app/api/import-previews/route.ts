import { toBase64 } from '#lib/base/encodings.ts'
import { importFileMaxBytes } from '#lib/domain/certificates/import-limits.ts'
import { previewImport } from '#lib/features/certificates/preview-import.ts'
import { previewImportInput } from '#lib/features/certificates/schema.ts'
import { invalid, json, limitedBody, parsed, route } from '#lib/runtime/route.ts'

/** Room for the boundaries and the password around the file. */
const envelopeBytes = 8 * 1024

/** multipart/form-data with `file` and `password`; nothing of it is kept. */
export function POST(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const form = await formOf(request)
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

async function formOf(request: Request): Promise<FormData> {
  const bytes = await limitedBody(request, importFileMaxBytes + envelopeBytes)
  const contentType = request.headers.get('content-type') ?? ''
  try {
    return await new Response(bytes, { headers: { 'content-type': contentType } }).formData()
  } catch {
    throw invalid('The upload did not arrive whole. Choose the file again.', {
      file: ['The upload did not arrive whole. Choose the file again.'],
    })
  }
}
