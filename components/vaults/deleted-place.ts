import type { DeletedPlace } from '#lib/domain/vaults/life-code.ts'
import type { DeletedVault } from '#lib/features/vault-life/schema.ts'

/** Where a deleted vault was, as the writes want it. */
export function placeOfDeleted(vault: DeletedVault): DeletedPlace {
  const { subscriptionId, resourceGroup, name, location } = vault
  return { subscriptionId, resourceGroup, vault: name, location }
}
