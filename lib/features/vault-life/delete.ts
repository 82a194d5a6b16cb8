import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { wholeVault } from '../vaults/internal.ts'
import type { DeleteVaultInput } from './schema.ts'

/**
 * Deletes a vault with all it holds; it can be recovered until its retention is over, without its role
 * assignments and subscriptions to events. Throws `FailureError`.
 */
export async function deleteVault(
  services: Services,
  caller: Caller,
  { confirm: _, ...place }: DeleteVaultInput,
): Promise<{ readonly vault: string }> {
  authorize(caller, 'SecurityOperations')
  const { vault } = place
  await recorded(services, caller, { verb: 'vaults.delete', vault, object: wholeVault }, () =>
    services.azureOf(caller).vaultWrites.delete(place),
  )
  return { vault }
}
