import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../api/client.ts'
import type { VaultPosture } from './schema.ts'

/** How safe a vault is, check by check. */
export const postureQuery = (vault: string) =>
  queryOptions({
    queryKey: ['posture', vault],
    queryFn: ({ signal }) =>
      getJson<VaultPosture>(`/api/checks/${encodeURIComponent(vault)}`, signal),
  })
