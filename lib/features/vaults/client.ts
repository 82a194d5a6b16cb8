import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { VaultSettings } from '#lib/domain/vaults/settings.ts'
import { type ActionResult, getJson, run } from '../api/client.ts'
import {
  createVaultAction,
  deleteVaultAction,
  purgeVaultAction,
  recoverVaultAction,
  updateVaultAction,
} from './actions.ts'
import type {
  DeletedVault,
  PartialList,
  SubscriptionPlaces,
  Vault,
  VaultNameUse,
  VaultPlaces,
} from './schema.ts'
import type {
  CreateVaultInput,
  DeleteVaultInput,
  PurgeVaultInput,
  RecoverVaultInput,
  UpdateVaultInput,
} from './write-input.ts'

export const vaultUrls = {
  list: '/api/vaults',
  get: (vault: string) => `/api/vaults/${encodeURIComponent(vault)}`,
  /** What a developer or an auditor can see today; every role may ask. */
  visible: '/api/visible-vaults',
  deleted: '/api/deleted-vaults',
  places: '/api/vault-places',
  placesIn: (subscriptionId: string) => `/api/vault-places/${encodeURIComponent(subscriptionId)}`,
  nameUse: (subscriptionId: string, name: string) =>
    `/api/vault-places/${encodeURIComponent(subscriptionId)}/names/${encodeURIComponent(name)}`,
} as const

/** Every vault the user can see in Azure Resource Manager. */
export const vaultsQuery = () =>
  queryOptions({
    queryKey: ['vaults', 'list'],
    queryFn: ({ signal }) => getJson<PartialList<Vault>>(vaultUrls.list, signal),
  })

export const vaultQuery = (vault: string) =>
  queryOptions({
    queryKey: ['vaults', 'get', vault],
    queryFn: ({ signal }) => getJson<Vault>(vaultUrls.get(vault), signal),
  })

export const visibleVaultsQuery = () =>
  queryOptions({
    queryKey: ['vaults', 'visible'],
    queryFn: ({ signal }) => getJson<PartialList<Vault>>(vaultUrls.visible, signal),
  })

export const deletedVaultsQuery = () =>
  queryOptions({
    queryKey: ['vaults', 'deleted'],
    queryFn: ({ signal }) => getJson<PartialList<DeletedVault>>(vaultUrls.deleted, signal),
  })

/** Subscriptions in which a vault can be made. */
export const vaultPlacesQuery = () =>
  queryOptions({
    queryKey: ['vaults', 'places'],
    queryFn: ({ signal }) => getJson<VaultPlaces>(vaultUrls.places, signal),
  })

/** Groups and regions of a subscription. */
export const subscriptionPlacesQuery = (subscriptionId: string) =>
  queryOptions({
    queryKey: ['vaults', 'places', subscriptionId],
    queryFn: ({ signal }) =>
      getJson<SubscriptionPlaces>(vaultUrls.placesIn(subscriptionId), signal),
  })

/** What a new vault of this name would meet. */
export const vaultNameUseQuery = (subscriptionId: string, name: string) =>
  queryOptions({
    queryKey: ['vaults', 'name-use', subscriptionId, name],
    queryFn: ({ signal }) => getJson<VaultNameUse>(vaultUrls.nameUse(subscriptionId, name), signal),
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
