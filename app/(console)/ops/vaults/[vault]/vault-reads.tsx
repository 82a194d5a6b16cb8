import type { ReactNode } from 'react'
import { Prefetch, type PrefetchedRead } from '#components/shell/prefetch.tsx'
import { vaultQuery } from '#lib/features/vaults/client.ts'
import { getVault } from '#lib/features/vaults/get.ts'
import type { OpenedView } from '../../../open-view.ts'

interface VaultReadsProps extends OpenedView {
  vault: string
  reads?: readonly PrefetchedRead[]
  children: ReactNode
}

/** Begins the reads of a vault's page: the vault itself, for the head, and what the page adds. */
export function VaultReads({ services, caller, vault, reads = [], children }: VaultReadsProps) {
  const { queryKey } = vaultQuery(vault)
  const head = { queryKey, queryFn: () => getVault(services, caller, { vault }) }
  return <Prefetch reads={[head, ...reads]}>{children}</Prefetch>
}
