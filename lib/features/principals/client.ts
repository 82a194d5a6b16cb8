import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../api/client.ts'
import type { PartialList } from '../vaults/schema.ts'
import type { Principal } from './schema.ts'

const searchUrl = (text: string) => `/api/principals?${new URLSearchParams({ q: text })}`

/** Principals that a text names; asks nothing for an empty one. */
export const principalsQuery = (text: string) =>
  queryOptions({
    queryKey: ['principals', text],
    queryFn: ({ signal }) => getJson<PartialList<Principal>>(searchUrl(text), signal),
    enabled: text !== '',
  })
