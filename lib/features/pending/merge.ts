import 'server-only'
import { fromBase64 } from '#lib/base/encodings.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { diagnosed } from './internal.ts'
import type { MergeCertificateInput, Merged } from './schema.ts'

/**
 * Completes a pending request with what a CA signed. The chain is diagnosed once more, since nobody vouches
 * for what a browser sends; the leaf and its issuers go in order, and nothing else. Throws `FailureError`.
 */
export async function mergeCertificate(
  services: Services,
  caller: Caller,
  input: MergeCertificateInput,
): Promise<Merged> {
  authorize(caller, 'SecurityOperations')
  const { vault, name, despiteWarnings } = input
  const { diagnosis } = await diagnosed(services, caller, input, input.chain.map(fromBase64))
  const [first] = diagnosis.findings
  if (!diagnosis.ready || (first?.weight === 'warning' && !despiteWarnings)) {
    const why = first ?? { title: 'The chain is not ready.', detail: '' }
    throw new FailureError(notReady(vault, `${why.title} ${why.detail}`.trim()))
  }
  const gateway = services.azureOf(caller).certificateOperations(vault)
  return recorded(services, caller, { verb: 'pending.merge', vault, object: name }, async () => {
    const chain = diagnosis.chain.map(({ certificate }) => certificate.der)
    const made = await gateway.merge(name, chain)
    return { vault, name: made.name, version: made.properties.version ?? '' }
  })
}

function notReady(vault: string, detail: string) {
  return {
    code: 'invalid-input',
    status: 400,
    title: 'Nothing was merged',
    detail,
    nextStep: 'Give the right certificates, or say that it is meant so.',
    fields: { chain: [detail] },
    vault,
  } as const
}
