import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { wholeVault } from '../vaults/internal.ts'
import type { PurgeVaultInput } from './schema.ts'

/** Destroys a deleted vault for good. `finished` is false while Azure is still at it. Throws `FailureError`. */
export async function purgeVault(
  services: Services,
  caller: Caller,
  { confirm: _, location, ...place }: PurgeVaultInput,
): Promise<{ readonly vault: string; readonly finished: boolean }> {
  authorize(caller, 'SecurityOperations')
  const { vault } = place
  return recorded(
    services,
    caller,
    { verb: 'vaults.purge', vault, object: wholeVault },
    async () => {
      const finished = await services.azureOf(caller).vaultWrites.purge(place, location)
      return { vault, finished }
    },
  )
}
