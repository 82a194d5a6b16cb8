import 'server-only'
import { vaultPath } from '#lib/domain/vaults/place.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { describePrincipal, groupsOf } from '../access/internal.ts'
import { readDirectory } from '../principals/internal.ts'
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
  const { subscriptionId, resourceGroup, name, permissionModel } = await getVault(
    services,
    caller,
    { vault },
  )
  const place = { subscriptionId, resourceGroup, vault: name }
  const { tenantId, policies } = await services.azureOf(caller).accessPolicies.read(place)
  const ids = policies.map(({ objectId }) => objectId)
  const clientIds = policies.flatMap(({ applicationId }) => applicationId ?? [])
  const directory = await readDirectory(services, caller, ids, clientIds)
  const rows = policies.map((policy) => ({
    ...policy,
    principal: describePrincipal(policy.objectId, { assignments: [] }, directory, caller),
    application: directory.application(policy.applicationId ?? '')?.name ?? null,
  }))
  return {
    id: vaultPath(place),
    tenantId,
    permissionModel,
    rows,
    groups: groupsOf(ids, directory, caller),
    directoryUnread: directory.namesUnread ?? directory.membersUnread,
  }
}
