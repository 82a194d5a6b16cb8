import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../api/client.ts'
import type { PrincipalAccessReport, VaultAccessReport } from './schema.ts'

/** What it is about beside the vault: a certificate by its name, or an object as `secrets/database`. */
export interface AccessAbout {
  readonly certificate?: string | undefined
  readonly object?: string | undefined
}

/** Who can do what in a vault, and with a certificate who reaches its private key. */
export const accessQuery = (vault: string, { certificate, object }: AccessAbout = {}) =>
  queryOptions({
    queryKey: ['access', vault, certificate ?? null, object ?? null],
    queryFn: ({ signal }) => {
      const about = Object.entries({ certificate, object }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      )
      const query = about.length === 0 ? '' : `?${new URLSearchParams(about)}`
      return getJson<VaultAccessReport>(`/api/access/${encodeURIComponent(vault)}${query}`, signal)
    },
  })

/** What somebody has in every vault. */
export const principalAccessQuery = (principal: string) =>
  queryOptions({
    queryKey: ['access', 'principal', principal],
    queryFn: ({ signal }) =>
      getJson<PrincipalAccessReport>(
        `/api/principal-access/${encodeURIComponent(principal)}`,
        signal,
      ),
  })
