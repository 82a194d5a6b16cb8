import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { readVaults } from './internal.ts'
import type { PartialList, Vault } from './schema.ts'

/**
 * What a developer or an auditor can see today, for their homes. Azure Resource Manager decides: the list
 * holds what their own account may read. Throws `FailureError`.
 */
export async function listVisibleVaults(
  services: Services,
  caller: Caller,
  _input: Record<never, never> = {},
): Promise<PartialList<Vault>> {
  authorize(caller, 'Developer', 'Auditor', 'SecurityOperations')
  return readVaults(services, caller)
}
