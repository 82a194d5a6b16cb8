import { toBase64 } from '#lib/base/encodings.ts'
import { mergeMaxBytes } from '#lib/domain/certificates/merge/limits.ts'
import { previewMerge } from '#lib/features/pending/preview-merge.ts'
import { previewMergeInput } from '#lib/features/pending/schema.ts'
import { formBody, json, parsed, route } from '#lib/runtime/route.ts'

/** Room for the boundaries, the names and the headers of the files. */
const envelopeBytes = 16 * 1024

/** multipart/form-data with `vault`, `name` and any number of `file`; nothing of it is kept. */
export function POST(request: Request): Promise<Response> {
  return route(request, ['SecurityOperations'], async ({ services, caller }) => {
    const form = await formBody(request, mergeMaxBytes + envelopeBytes)
    const files = form.getAll('file').filter((entry) => entry instanceof File)
    const input = parsed(previewMergeInput, {
      vault: form.get('vault'),
      name: form.get('name'),
      files: await Promise.all(
        files.map(async (file) => ({
          name: file.name,
          content: toBase64(new Uint8Array(await file.arrayBuffer())),
        })),
      ),
    })
    return json(await previewMerge(services, caller, input))
  })
}
