import 'server-only'
import type { Subscription } from '#lib/azure/arm.ts'
import type { DeletedVault as ArmDeletedVault } from '#lib/azure/vault-writes.ts'
import { readVaultPath } from '#lib/domain/vaults/place.ts'
import { regionName } from '#lib/domain/vaults/regions.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { fleetConcurrency, mapBounded } from '../concurrency.ts'
import { attempt, partial } from '../partial.ts'
import type { Services } from '../services.ts'
import type { PartialList } from '../vaults/schema.ts'
import type { DeletedVault } from './schema.ts'

/** Deleted vaults of every subscription that the caller can see, newest first. Throws `FailureError`. */
export async function listDeletedVaults(
  services: Services,
  caller: Caller,
  _input: Record<never, never> = {},
): Promise<PartialList<DeletedVault>> {
  authorize(caller, 'SecurityOperations')
  const { arm, vaultWrites } = services.azureOf(caller)
  const subscriptions = await arm.listSubscriptions()
  const attempts = await mapBounded(subscriptions, fleetConcurrency, (subscription) =>
    attempt(async () => {
      const vaults = await vaultWrites.listDeleted(subscription.subscriptionId ?? '')
      return vaults.flatMap((vault) => toDeleted(vault, subscription))
    }),
  )
  const { values, failures } = partial(attempts)
  const items = values.flat().sort((a, b) => ((a.deletedOn ?? '') < (b.deletedOn ?? '') ? 1 : -1))
  return { items, failures }
}

function toDeleted(
  { name, properties }: ArmDeletedVault,
  subscription: Subscription,
): DeletedVault[] {
  const place = readVaultPath(properties?.vaultId ?? '')
  // Without its place it could neither be recovered nor purged.
  if (place === null || name === undefined) return []
  return [
    {
      name,
      location: properties?.location ?? '',
      region: regionName(properties?.location ?? ''),
      subscriptionId: place.subscriptionId,
      subscriptionName: subscription.displayName ?? place.subscriptionId,
      resourceGroup: place.resourceGroup,
      tenantId: subscription.tenantId ?? '',
      tags: properties?.tags ?? {},
      deletedOn: properties?.deletionDate?.toISOString() ?? null,
      scheduledPurgeOn: properties?.scheduledPurgeDate?.toISOString() ?? null,
      purgeProtection: properties?.purgeProtectionEnabled === true,
    },
  ]
}
