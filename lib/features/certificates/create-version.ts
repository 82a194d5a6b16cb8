import 'server-only'
import { policyStamp } from '#lib/domain/certificates/policy/changes.ts'
import { changedMeanwhile } from '#lib/domain/changed-meanwhile.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { noPolicy, toPolicy } from './internal.ts'
import type { Accepted, CreateVersionInput } from './schema.ts'

/**
 * Orders the next version by the vault's own policy, with the tags of the current one. Returns when the
 * vault has accepted the order. Throws `FailureError`, changed-meanwhile when `seen` is not the policy
 * that the vault holds any more.
 */
export async function createVersion(
  services: Services,
  caller: Caller,
  { vault, name, seen }: CreateVersionInput,
): Promise<Accepted> {
  authorize(caller, 'SecurityOperations')
  const azure = services.azureOf(caller)
  return recorded(
    services,
    caller,
    { verb: 'certificates.create-version', vault, object: name },
    async () => {
      const { policy, properties } = await azure.certificates(vault).get(name)
      if (policy === undefined) throw new FailureError(noPolicy(vault))
      if (policyStamp(toPolicy(policy)) !== seen) {
        throw changedMeanwhile(vault, 'The policy', policy.updatedOn)
      }
      await azure
        .certificatePolicies(vault)
        .issue(name, { enabled: true, tags: properties.tags ?? {} })
      return { vault, name }
    },
  )
}
