'use client'

import { useQuery } from '@tanstack/react-query'
import { type Environment, environmentOf } from '#lib/domain/environment.ts'
import { vaultQuery } from '#lib/features/vaults/client.ts'

export interface VaultFacts {
  /** False when the tier has no HSM keys; null while it is not known. */
  readonly premium: boolean | null
  readonly environment: Environment | null
}

/** What of the vault decides which choices fit. Reading it takes a right of management, so it may stay unknown. */
export function useVaultFacts(vault: string): VaultFacts {
  const { data } = useQuery(vaultQuery(vault))
  if (data === undefined) return { premium: null, environment: null }
  return { premium: data.sku === 'premium', environment: environmentOf(data.tags) }
}
