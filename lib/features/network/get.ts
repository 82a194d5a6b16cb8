import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'
import { configOf, temporaryRulesOf, toConnection } from './internal.ts'
import type { NetworkInput, VaultNetwork } from './schema.ts'

/** From where a vault may be reached. Throws `FailureError`. */
export async function getNetwork(
  services: Services,
  caller: Caller,
  input: NetworkInput,
): Promise<VaultNetwork> {
  authorize(caller, 'SecurityOperations')
  const { subscriptionId, resourceGroup, name } = await getVault(services, caller, input)
  const place = { subscriptionId, resourceGroup, vault: name }
  const { arm, vaultNetworks } = services.azureOf(caller)
  const [vault, connections] = await Promise.all([
    arm.getVault(subscriptionId, resourceGroup, name),
    vaultNetworks.listConnections(place),
  ])
  const config = configOf(vault)
  const { lastModifiedBy, lastModifiedAt } = vault.systemData ?? {}
  return {
    place,
    config,
    connections: connections.map(toConnection),
    temporary: await temporaryRulesOf(services.store, name, config.ipRules),
    modifiedBy: lastModifiedBy ?? null,
    modifiedOn: lastModifiedAt?.toISOString() ?? null,
  }
}
