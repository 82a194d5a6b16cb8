import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { wholeVault } from '../vaults/internal.ts'
import type { RecoverVaultInput } from './schema.ts'

/** Brings a deleted vault back, into the group it was in. Throws `FailureError`. */
export async function recoverVault(
  services: Services,
  caller: Caller,
  { location, tenantId, ...place }: RecoverVaultInput,
): Promise<{ readonly vault: string; readonly ready: boolean }> {
  authorize(caller, 'SecurityOperations')
  const { vault } = place
  return recorded(
    services,
    caller,
    { verb: 'vaults.recover', vault, object: wholeVault },
    async () => {
      const back = await services.azureOf(caller).vaultWrites.recover(place, location, tenantId)
      return { vault, ready: back !== null }
    },
  )
}
