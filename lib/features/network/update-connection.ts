import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'
import { wholeVault } from '../vaults/internal.ts'
import { toConnection } from './internal.ts'
import type { EndpointConnection, UpdateConnectionInput } from './schema.ts'

/** Approves or rejects a private endpoint that asks to lead to the vault. Throws `FailureError`. */
export async function updateConnection(
  services: Services,
  caller: Caller,
  { vault, name, status, description }: UpdateConnectionInput,
): Promise<EndpointConnection> {
  authorize(caller, 'SecurityOperations')
  const { subscriptionId, resourceGroup } = await getVault(services, caller, { vault })
  const place = { subscriptionId, resourceGroup, vault }
  const { vaultNetworks } = services.azureOf(caller)
  return recorded(
    services,
    caller,
    {
      verb: 'network.update-connection',
      vault,
      object: wholeVault,
      reason: `${status}: private endpoint connection ${name}`,
    },
    async () =>
      toConnection(await vaultNetworks.answerConnection(place, name, status, description)),
  )
}
