import 'server-only'
import { sameEntry } from '#lib/domain/access/policy-change.ts'
import { samePermissions } from '#lib/domain/permissions/sets.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { placeOf, policyChanged } from './internal.ts'
import type { DeleteAccessPoliciesInput } from './schema.ts'

/**
 * Removes whole entries in one request. One that is gone already is left out; when one permits something
 * else than the person saw, nothing happens. Throws `FailureError`.
 */
export async function deleteAccessPolicies(
  services: Services,
  caller: Caller,
  { vault, entries }: DeleteAccessPoliciesInput,
): Promise<{ readonly removed: number }> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).accessPolicies
  const object = entries.length === 1 ? `access/${entries[0]?.objectId}` : 'access/several'
  return recorded(services, caller, { verb: 'access-policies.delete', vault, object }, async () => {
    const place = await placeOf(services, caller, vault)
    const { policies } = await gateway.read(place)
    const held = entries.flatMap((entry) => {
      const now = policies.find((policy) => sameEntry(policy, entry))
      if (now === undefined) return []
      if (!samePermissions(now.permissions, entry.permissions)) {
        throw policyChanged(vault, entry.permissions, now)
      }
      return [now]
    })
    if (held.length > 0) await gateway.change(place, 'remove', held)
    return { removed: held.length }
  })
}
