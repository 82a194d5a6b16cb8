import 'server-only'
import { assignmentScope } from '#lib/domain/roles/assignment-code.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { recordedRole, vaultPlaceOf } from './internal.ts'
import type { CreateRoleInput } from './schema.ts'

/** Assigns a role over a vault, one object in it, or what holds it. Answers with the assignment's ARM id. Throws `FailureError`. */
export async function createRole(
  services: Services,
  caller: Caller,
  { vault, object, above, ...assignment }: CreateRoleInput,
): Promise<{ readonly id: string }> {
  authorize(caller, 'SecurityOperations')
  const intent = {
    verb: 'roles.create',
    vault,
    object: recordedRole(assignment.id, above),
  } as const
  return recorded(services, caller, intent, async () => {
    const { id: vaultId, place } = await vaultPlaceOf(services, caller, vault)
    const scope = assignmentScope({ vaultId, object, above })
    return { id: await services.azureOf(caller).roleWrites.create(place, { ...assignment, scope }) }
  })
}
