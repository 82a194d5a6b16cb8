import 'server-only'
import { sameId } from '#lib/domain/access/facts.ts'
import { vaultPath } from '#lib/domain/vaults/place.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { attempt } from '../partial.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'
import type { AccessPolicies, AccessPoliciesInput } from './schema.ts'

/** The access policies of a vault with the names of whom they admit. Throws `FailureError`. */
export async function listAccessPolicies(
  services: Services,
  caller: Caller,
  { vault }: AccessPoliciesInput,
): Promise<AccessPolicies> {
  authorize(caller, 'SecurityOperations')
  const azure = services.azureOf(caller)
  const { subscriptionId, resourceGroup, name, permissionModel } = await getVault(
    services,
    caller,
    { vault },
  )
  const place = { subscriptionId, resourceGroup, vault: name }
  const { policies } = await azure.accessPolicies.read(place)
  const ids = [...new Set(policies.map((policy) => policy.objectId))]
  const known = await attempt(async () => (ids.length === 0 ? [] : azure.graph.getByIds(ids)))
  const principals = known.ok ? known.value : []
  const rows = policies.map((policy) => ({
    ...policy,
    principal: principals.find((one) => sameId(one.id, policy.objectId)) ?? null,
  }))
  return {
    id: vaultPath(place),
    permissionModel,
    rows,
    directory: known.ok ? null : known.failure,
  }
}
