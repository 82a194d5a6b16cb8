import 'server-only'
import { FailureError } from '#lib/domain/failure-error.ts'
import { isRemovableFrom, readAssignmentPath } from '#lib/domain/roles/assignment-code.ts'
import { scopeKind } from '#lib/domain/roles/scope.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { recordedRole, vaultPlaceOf } from './internal.ts'
import type { DeleteRoleInput } from './schema.ts'

/**
 * Takes a role assignment away that is over the vault, something in it, its resource group or its subscription;
 * one that is gone already is done. Throws `FailureError`.
 */
export async function deleteRole(
  services: Services,
  caller: Caller,
  { vault, id }: DeleteRoleInput,
): Promise<{ readonly id: string }> {
  authorize(caller, 'SecurityOperations')
  const at = readAssignmentPath(id)
  const object = recordedRole(at?.name ?? '', scopeKind(at?.scope ?? ''))
  const intent = { verb: 'roles.delete', vault, object } as const
  return recorded(services, caller, intent, async () => {
    const { id: vaultId, place } = await vaultPlaceOf(services, caller, vault)
    if (at === null || !isRemovableFrom(vaultId, at.scope)) throw fromElsewhere(vault)
    await services.azureOf(caller).roleWrites.delete(place, at)
    return { id }
  })
}

function fromElsewhere(vault: string): FailureError {
  return new FailureError({
    code: 'invalid-input',
    status: 400,
    title: 'This role cannot be removed from here',
    detail: `It is assigned neither on ${vault} nor on the resource group or subscription that holds it. Nothing was changed.`,
    nextStep: 'Remove it where it is assigned, such as on the management group.',
    plane: 'management',
    vault,
  })
}
