import 'server-only'
import { createHash } from 'node:crypto'
import { fromBase64, toBase64 } from '#lib/base/encodings.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { toContent } from '../certificates/internal.ts'
import type { Services } from '../services.ts'
import { diagnosed } from './internal.ts'
import type { MergePreview, PreviewMergeInput } from './schema.ts'

/**
 * Reads a CA's answer and tells what it is worth for the pending request, before anything is sent; nothing
 * is kept. Throws `FailureError`, not-found or conflict when there is no request to merge into.
 */
export async function previewMerge(
  services: Services,
  caller: Caller,
  input: PreviewMergeInput,
): Promise<MergePreview> {
  authorize(caller, 'SecurityOperations')
  const files = input.files.map(({ content }) => fromBase64(content))
  const { operation, read, diagnosis } = await diagnosed(services, caller, input, files)
  const { chain, aside, keyMatches, complete, findings, ready } = diagnosis
  return {
    request: operation.request,
    chain: chain.map(({ certificate, role }) => ({
      role,
      content: toContent(certificate),
      keySha256: createHash('sha256').update(certificate.spki).digest('hex'),
      der: toBase64(certificate.der),
    })),
    aside: aside.map(({ certificate, reason }) => ({ content: toContent(certificate), reason })),
    keyMatches,
    complete,
    findings,
    ready,
    files: read.files.map((file, index) => ({ name: input.files[index]?.name ?? '', ...file })),
    doubles: read.doubles,
  }
}
