import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../api/client.ts'
import type { MixedVaults } from './schema.ts'

/** Tags change seldom, and reading them takes a request to each vault. */
const freshMs = 5 * 60_000

export const mixedVaultsQuery = () =>
  queryOptions({
    queryKey: ['vault-environments'],
    queryFn: ({ signal }) => getJson<MixedVaults>('/api/vault-environments', signal),
    staleTime: freshMs,
  })
