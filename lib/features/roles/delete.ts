import 'server-only'
import { FailureError } from '#lib/domain/failure-error.ts'
import { isOfVault, readAssignmentPath } from '#lib/domain/roles/assignment-code.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { vaultPlaceOf } from './internal.ts'
import type { DeleteRoleInput } from './schema.ts'

/**
 * Takes a role assignment away that is over the vault or something in it; one that is gone already is done.
 * Those from above are not taken away here, since they count for more than this vault. Throws `FailureError`.
 */
export async function deleteRole(
  services: Services,
  caller: Caller,
  { vault, id }: DeleteRoleInput,
): Promise<{ readonly id: string }> {
  authorize(caller, 'SecurityOperations')
  const at = readAssignmentPath(id)
  const intent = { verb: 'roles.delete', vault, object: `roles/${at?.name}` } as const
  return recorded(services, caller, intent, async () => {
    const { id: vaultId, place } = await vaultPlaceOf(services, caller, vault)
    if (at === null || !isOfVault(vaultId, at.scope)) throw fromAbove(vault)
    await services.azureOf(caller).roleWrites.delete(place, id)
    return { id }
  })
}

function fromAbove(vault: string): FailureError {
  return new FailureError({
    code: 'invalid-input',
    status: 400,
    title: 'This role is not assigned on the vault',
    detail: `It comes from above ${vault} and counts for other things as well. Nothing was changed.`,
    nextStep: 'Remove it where it is assigned: on the resource group or the subscription.',
    plane: 'management',
    vault,
  })
}
