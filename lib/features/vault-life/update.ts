import 'server-only'
import { changedMeanwhile } from '#lib/domain/changed-meanwhile.ts'
import { vaultPatch } from '#lib/domain/vaults/life-code.ts'
import { isOvertaken, type VaultSettings } from '#lib/domain/vaults/settings.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { settingsOf, wholeVault } from '../vaults/internal.ts'
import type { UpdateVaultInput } from './schema.ts'

/**
 * Changes settings of a vault: only what changes is sent, so nothing else of it can be lost. What somebody
 * else changed meanwhile is not written over. Answers with the settings as they are then. Throws
 * `FailureError`.
 */
export async function updateVault(
  services: Services,
  caller: Caller,
  { before, change, ...place }: UpdateVaultInput,
): Promise<VaultSettings> {
  authorize(caller, 'SecurityOperations')
  const { vault } = place
  const { arm, vaultWrites } = services.azureOf(caller)
  return recorded(
    services,
    caller,
    { verb: 'vaults.update', vault, object: wholeVault },
    async () => {
      const now = await arm.getVault(place.subscriptionId, place.resourceGroup, vault)
      if (isOvertaken(before, withoutAbsent(change), settingsOf(now))) {
        const { lastModifiedAt, lastModifiedBy } = now.systemData ?? {}
        throw changedMeanwhile(vault, 'The vault', lastModifiedAt, {
          plane: 'management',
          by: lastModifiedBy,
        })
      }
      return settingsOf(await vaultWrites.update(place, vaultPatch(withoutAbsent(change))))
    },
  )
}

/** Members that the form left out come as undefined. */
function withoutAbsent(change: UpdateVaultInput['change']) {
  return {
    ...(change.tags === undefined ? {} : { tags: change.tags }),
    ...(change.sku === undefined ? {} : { sku: change.sku }),
    ...(change.purgeProtection === undefined ? {} : { purgeProtection: change.purgeProtection }),
    ...(change.forDeployment === undefined ? {} : { forDeployment: change.forDeployment }),
    ...(change.forDiskEncryption === undefined
      ? {}
      : { forDiskEncryption: change.forDiskEncryption }),
    ...(change.forTemplates === undefined ? {} : { forTemplates: change.forTemplates }),
  }
}
