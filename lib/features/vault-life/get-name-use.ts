import 'server-only'
import { vaultNameProblem } from '#lib/domain/vaults/name.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { listDeletedVaults } from './list-deleted.ts'
import type { VaultNameInput, VaultNameUse } from './schema.ts'

/**
 * What a new vault of this name would meet. Names are one in all of Azure, and Azure does not say whose a
 * taken one is; a deleted vault of the caller's own is found among theirs. Throws `FailureError`.
 */
export async function getVaultNameUse(
  services: Services,
  caller: Caller,
  { subscriptionId, name }: VaultNameInput,
): Promise<VaultNameUse> {
  authorize(caller, 'SecurityOperations')
  if (vaultNameProblem(name) !== null) return { state: 'invalid' }
  const verdict = await services.azureOf(caller).vaultWrites.checkName(subscriptionId, name)
  if (verdict.available) return { state: 'free' }
  if (!verdict.taken) return { state: 'invalid' }
  const { items } = await listDeletedVaults(services, caller)
  const deleted = items.find((vault) => vault.name.toLowerCase() === name.toLowerCase())
  return deleted === undefined ? { state: 'taken' } : { state: 'deleted', deleted }
}
