import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../api/client.ts'
import type { PartialList, Vault } from './schema.ts'

export const vaultUrls = {
  list: '/api/vaults',
  get: (vault: string) => `/api/vaults/${encodeURIComponent(vault)}`,
  /** What a developer or an auditor can see today; every role may ask. */
  visible: '/api/visible-vaults',
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
