import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { VaultSettings } from '#lib/domain/vaults/settings.ts'
import { type ActionResult, getJson, run } from '../api/client.ts'
import type { PartialList } from '../vaults/schema.ts'
import {
  createVaultAction,
  deleteVaultAction,
  purgeVaultAction,
  recoverVaultAction,
  updateVaultAction,
} from './actions.ts'
import type {
  CreateVaultInput,
  DeletedVault,
  DeleteVaultInput,
  PurgeVaultInput,
  RecoverVaultInput,
  SubscriptionPlaces,
  UpdateVaultInput,
  VaultNameUse,
  VaultPlaces,
} from './schema.ts'

const places = '/api/vault-places'

export const vaultLifeUrls = {
  deleted: '/api/deleted-vaults',
  places,
  placesIn: (subscriptionId: string) => `${places}/${encodeURIComponent(subscriptionId)}`,
  nameUse: (subscriptionId: string, name: string) =>
    `${places}/${encodeURIComponent(subscriptionId)}/names/${encodeURIComponent(name)}`,
} as const

export const deletedVaultsQuery = () =>
  queryOptions({
    queryKey: ['vaults', 'deleted'],
    queryFn: ({ signal }) => getJson<PartialList<DeletedVault>>(vaultLifeUrls.deleted, signal),
  })

/** Subscriptions in which a vault can be made. */
export const vaultPlacesQuery = () =>
  queryOptions({
    queryKey: ['vaults', 'places'],
    queryFn: ({ signal }) => getJson<VaultPlaces>(vaultLifeUrls.places, signal),
  })

/** Groups and regions of a subscription. */
export const subscriptionPlacesQuery = (subscriptionId: string) =>
  queryOptions({
    queryKey: ['vaults', 'places', subscriptionId],
    queryFn: ({ signal }) =>
      getJson<SubscriptionPlaces>(vaultLifeUrls.placesIn(subscriptionId), signal),
  })

/** What a new vault of this name would meet. */
export const vaultNameUseQuery = (subscriptionId: string, name: string) =>
  queryOptions({
    queryKey: ['vaults', 'name-use', subscriptionId, name],
    queryFn: ({ signal }) =>
      getJson<VaultNameUse>(vaultLifeUrls.nameUse(subscriptionId, name), signal),
    retry: false,
  })

/** Answers when the vault is there, or when Azure has begun and is slow. Never throws. */
export const createVault = (
  input: CreateVaultInput,
): Promise<ActionResult<{ readonly name: string; readonly ready: boolean }>> =>
  run(createVaultAction(input))

/** Answers with the settings as they are then. Never throws. */
export const updateVault = (input: UpdateVaultInput): Promise<ActionResult<VaultSettings>> =>
  run(updateVaultAction(input))

/** Never throws. */
export const deleteVault = (
  input: DeleteVaultInput,
): Promise<ActionResult<{ readonly vault: string }>> => run(deleteVaultAction(input))

/** Never throws. */
export const recoverVault = (
  input: RecoverVaultInput,
): Promise<ActionResult<{ readonly vault: string; readonly ready: boolean }>> =>
  run(recoverVaultAction(input))

/** Never throws. */
export const purgeVault = (
  input: PurgeVaultInput,
): Promise<ActionResult<{ readonly vault: string; readonly finished: boolean }>> =>
  run(purgeVaultAction(input))

/** After a write: all that tells of vaults asks again. */
export async function refreshVaults(client: QueryClient): Promise<void> {
  await Promise.all(
    [['vaults'], ['activity'], ['attention']].map((queryKey) =>
      client.invalidateQueries({ queryKey }),
    ),
  )
}
