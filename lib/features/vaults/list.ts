import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { readVaults } from './internal.ts'
import type { PartialList, Vault } from './schema.ts'

/** Vaults for security operations. Throws `FailureError`. */
export async function listVaults(
  services: Services,
  caller: Caller,
  _input: Record<never, never> = {},
): Promise<PartialList<Vault>> {
  authorize(caller, 'SecurityOperations')
  return readVaults(services, caller)
}
