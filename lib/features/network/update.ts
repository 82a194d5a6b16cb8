import 'server-only'
import type { VaultPatchParameters } from '#lib/azure/vault-writes.ts'
import { changedMeanwhile } from '#lib/domain/changed-meanwhile.ts'
import { sameNetwork } from '#lib/domain/network/network-changes.ts'
import { networkPatch } from '#lib/domain/network/network-code.ts'
import type { NetworkConfig } from '#lib/domain/network/network-config.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'
import { wholeVault } from '../vaults/internal.ts'
import { configOf, forgetRules } from './internal.ts'
import type { UpdateNetworkInput } from './schema.ts'

/**
 * Changes from where a vault may be reached: of the two gates, only the one that changes is sent. What
 * somebody else changed meanwhile is not written over. Answers with what the vault has then. Throws
 * `FailureError`.
 */
export async function updateNetwork(
  services: Services,
  caller: Caller,
  { vault, before, after }: UpdateNetworkInput,
): Promise<NetworkConfig> {
  authorize(caller, 'SecurityOperations')
  const { subscriptionId, resourceGroup } = await getVault(services, caller, { vault })
  const { arm, vaultWrites } = services.azureOf(caller)
  return recorded(
    services,
    caller,
    { verb: 'network.update', vault, object: wholeVault },
    async () => {
      const now = await arm.getVault(subscriptionId, resourceGroup, vault)
      if (!sameNetwork(configOf(now), before)) {
        const { lastModifiedAt, lastModifiedBy } = now.systemData ?? {}
        throw changedMeanwhile(vault, 'The network of the vault', lastModifiedAt, {
          plane: 'management',
          by: lastModifiedBy,
        })
      }
      const change: VaultPatchParameters = networkPatch(before, after)
      const place = { subscriptionId, resourceGroup, vault }
      const held = configOf(await vaultWrites.update(place, change))
      const gone = before.ipRules.filter((rule) => !held.ipRules.includes(rule))
      await forgetRules(services.store, vault, gone)
      return held
    },
  )
}
