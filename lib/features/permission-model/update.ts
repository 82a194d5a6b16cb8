import 'server-only'
import { permissionModelPatch } from '#lib/domain/access/migration-words.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { readVaultAccess } from '../access/internal.ts'
import { recorded } from '../activity/record.ts'
import { rolesOrThrow, vaultPlaceOf } from '../roles/internal.ts'
import type { Services } from '../services.ts'
import { wholeVault } from '../vaults/internal.ts'
import { planStamp } from './internal.ts'
import type { UpdatePermissionModelInput } from './schema.ts'

/**
 * Switches a vault to the other permission model, and changes nothing else of it. When who has access is not
 * as the plan saw it, nothing happens: somebody would be forgotten. Throws `FailureError`.
 */
export async function updatePermissionModel(
  services: Services,
  caller: Caller,
  { vault, to, stamp }: UpdatePermissionModelInput,
): Promise<{ readonly permissionModel: UpdatePermissionModelInput['to'] }> {
  authorize(caller, 'SecurityOperations')
  const intent = { verb: 'permission-model.update', vault, object: wholeVault } as const
  return recorded(services, caller, intent, async () => {
    const { place } = await vaultPlaceOf(services, caller, vault)
    const { access } = rolesOrThrow(await readVaultAccess(services, caller, vault))
    if (access.permissionModel === to) return { permissionModel: to }
    if (planStamp(access) !== stamp) throw overtaken(vault)
    await services.azureOf(caller).vaultWrites.update(place, permissionModelPatch(to))
    return { permissionModel: to }
  })
}

function overtaken(vault: string): FailureError {
  return new FailureError({
    code: 'changed-meanwhile',
    status: 409,
    title: 'Who has access has changed since the plan was made',
    detail:
      'An access policy or a role assignment was added, changed or removed. The vault was not switched.',
    nextStep: 'Look at the plan again: it is made anew.',
    plane: 'management',
    vault,
  })
}
