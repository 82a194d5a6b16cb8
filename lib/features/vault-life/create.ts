import 'server-only'
import { vaultResource } from '#lib/domain/vaults/draft.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { wholeVault } from '../vaults/internal.ts'
import type { CreateVaultInput } from './schema.ts'

export interface MadeVault {
  readonly name: string
  /** False while its name is still on the way into DNS. */
  readonly ready: boolean
}

/** Makes a vault. Throws `FailureError`: name-deleted when a deleted one holds the name. */
export async function createVault(
  services: Services,
  caller: Caller,
  draft: CreateVaultInput,
): Promise<MadeVault> {
  authorize(caller, 'SecurityOperations')
  const { name } = draft
  const place = { ...draft, vault: name }
  return recorded(
    services,
    caller,
    { verb: 'vaults.create', vault: name, object: wholeVault },
    async () => {
      const made = await services.azureOf(caller).vaultWrites.create(place, vaultResource(draft))
      return { name: made?.name ?? name, ready: made !== null }
    },
  )
}
