import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'
import { wholeVault } from '../vaults/internal.ts'
import type { UpdateSubnetInput } from './schema.ts'

/**
 * Gives a subnet the service endpoint of Key Vault, without which a rule for it has no effect. Recorded with
 * the vault for which it is done. `done` is false while Azure is still at it. Throws `FailureError`.
 */
export async function updateSubnet(
  services: Services,
  caller: Caller,
  { vault, id }: UpdateSubnetInput,
): Promise<{ done: boolean }> {
  authorize(caller, 'SecurityOperations')
  const { name } = await getVault(services, caller, { vault })
  const { vaultNetworks } = services.azureOf(caller)
  const intent = {
    verb: 'network.update-subnet',
    vault: name,
    object: wholeVault,
    reason: id,
  } as const
  return recorded(services, caller, intent, async () => ({
    done: await vaultNetworks.enableEndpoint(id),
  }))
}
