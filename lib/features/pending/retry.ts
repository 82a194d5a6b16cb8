import 'server-only'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import { noPolicy } from '../certificates/internal.ts'
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
  const azure = services.azureOf(caller)
  const { policy, properties } = await azure.certificates(vault).get(name)
  if (policy === undefined) throw new FailureError(noPolicy(vault))
  return recorded(services, caller, { verb: 'pending.retry', vault, object: name }, async () => {
    await azure
      .certificatePolicies(vault)
      .issue(name, { enabled: true, tags: properties.tags ?? {} })
    return { vault, name }
  })
}
