import { queryOptions } from '@tanstack/react-query'
import { getJson } from '../api/client.ts'
import type { PrincipalAccessReport, VaultAccessReport } from './schema.ts'

/** Who can do what in a vault, and with a certificate who reaches its private key. */
export const accessQuery = (vault: string, certificate?: string) =>
  queryOptions({
    queryKey: ['access', vault, certificate ?? null],
    queryFn: ({ signal }) =>
      getJson<VaultAccessReport>(
        `/api/access/${encodeURIComponent(vault)}${certificate === undefined ? '' : `?certificate=${encodeURIComponent(certificate)}`}`,
        signal,
      ),
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
