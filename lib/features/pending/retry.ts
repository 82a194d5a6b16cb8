import 'server-only'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Accepted, CertificateRef } from '../certificates/schema.ts'
import type { Services } from '../services.ts'

/**
 * Places the same order again: another version with the policy and the tags that the vault has now, so a
 * fault that was mended in the policy counts. Makes a new key. Throws `FailureError`, pending-in-progress
 * while the last order is still open.
 */
export async function retryOrder(
  services: Services,
  caller: Caller,
  { vault, name }: CertificateRef,
): Promise<Accepted> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).certificates(vault)
  const { policy, properties } = await gateway.get(name)
  if (policy === undefined) throw new FailureError(noPolicy(vault))
  return recorded(services, caller, { verb: 'pending.retry', vault, object: name }, async () => {
    await gateway.create(name, { policy, enabled: true, tags: properties.tags ?? {} })
    return { vault, name }
  })
}

function noPolicy(vault: string) {
  return {
    code: 'conflict',
    status: 409,
    title: 'There is no policy to order by',
    detail: 'The vault keeps no policy for this certificate.',
    nextStep: 'Create a new version, which sets one.',
    vault,
  } as const
}
