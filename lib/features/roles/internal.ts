import 'server-only'
import { FailureError } from '#lib/domain/failure-error.ts'
import { placesAbove } from '#lib/domain/roles/assignment-code.ts'
import type { ScopeKind } from '#lib/domain/roles/scope.ts'
import type { VaultPlace } from '#lib/domain/vaults/place.ts'
import type { Caller } from '#lib/session/caller.ts'
import type { VaultAccessRead } from '../access/internal.ts'
import type { Services } from '../services.ts'
import { getVault } from '../vaults/get.ts'

/** Where roles are all that is asked for: without them there is nothing to tell. Throws `FailureError`. */
export function rolesOrThrow(read: VaultAccessRead): VaultAccessRead {
  if (read.rolesUnread !== null) throw new FailureError(read.rolesUnread)
  return read
}

/**
 * What an act on an assignment is recorded about: `roles/<guid>`, and what it is over when it counts for more
 * than the vault, as in `roles/<guid>/subscription`.
 */
export function recordedRole(id: string, over: ScopeKind | null): string {
  const above = placesAbove.find((place) => place === over)
  return above === undefined ? `roles/${id}` : `roles/${id}/${above}`
}

/** Where a vault is, and its ARM id. Throws `FailureError` not-found. */
export async function vaultPlaceOf(
  services: Services,
  caller: Caller,
  vault: string,
): Promise<{ readonly id: string; readonly place: VaultPlace }> {
  const found = await getVault(services, caller, { vault })
  const { id, subscriptionId, resourceGroup, name } = found
  return { id, place: { subscriptionId, resourceGroup, vault: name } }
}
