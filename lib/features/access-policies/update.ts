import 'server-only'
import type { AccessPolicy } from '#lib/domain/access/facts.ts'
import { policiesMax, policyRequest, sameEntry } from '#lib/domain/access/policy-change.ts'
import { samePermissions } from '#lib/domain/permissions/sets.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import { attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import { placeOf, policyChanged, wrongField } from './internal.ts'
import type { UpdateAccessPolicyInput } from './schema.ts'

/**
 * Makes an entry, or changes what it permits: sends the difference alone, never the whole list. When the
 * entry is not as the editor saw it, nothing happens. Throws `FailureError`.
 */
export async function updateAccessPolicy(
  services: Services,
  caller: Caller,
  { vault, before, after, ...entry }: UpdateAccessPolicyInput,
): Promise<AccessPolicy> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).accessPolicies
  const object = `access/${entry.objectId}`
  return recorded(services, caller, { verb: 'access-policies.update', vault, object }, async () => {
    const place = await placeOf(services, caller, vault)
    const { tenantId, policies } = await gateway.read(place)
    const now = policies.find((policy) => sameEntry(policy, entry))
    if ((now === undefined) !== (before === null)) throw policyChanged(vault, before, now)
    if (now !== undefined && !samePermissions(now.permissions, before ?? {})) {
      throw policyChanged(vault, before, now)
    }
    if (now === undefined) await assertAddable(services, caller, vault, entry, policies.length)
    const request = policyRequest(now?.permissions ?? null, after)
    const wanted = { tenantId, ...entry, permissions: after }
    if (request === null) return now ?? wanted
    const result = await gateway.change(place, request.kind, [
      { tenantId, ...entry, permissions: request.permissions },
    ])
    return result.find((policy) => sameEntry(policy, entry)) ?? wanted
  })
}

/** The service takes any id and checks none against the directory. Throws `FailureError` invalid-input. */
async function assertAddable(
  services: Services,
  caller: Caller,
  vault: string,
  { objectId, applicationId }: Pick<AccessPolicy, 'objectId' | 'applicationId'>,
  entries: number,
): Promise<void> {
  if (entries >= policiesMax) {
    throw wrongField(
      vault,
      'objectId',
      `The vault has ${policiesMax.toLocaleString('en-GB')} entries, and takes no more. Remove one, or give access to a group.`,
    )
  }
  const { graph } = services.azureOf(caller)
  // Somebody who may not read the directory can still give access: then the id stands as it was typed.
  const found = await attempt(() => graph.getByIds([objectId]))
  if (found.ok && found.value.length === 0) {
    throw wrongField(
      vault,
      'objectId',
      'Nobody in this tenant has this object id. A vault admits principals of its own tenant only.',
    )
  }
  if (applicationId === null) return
  const application = await attempt(() => graph.findByAppId(applicationId))
  if (application.ok && application.value === null) {
    throw wrongField(vault, 'applicationId', 'No application in this tenant has this client id.')
  }
}
