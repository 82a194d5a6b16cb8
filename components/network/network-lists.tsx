'use client'

import type { VaultNetwork } from '#lib/features/network/schema.ts'
import { EndpointsPanel } from './endpoints-panel.tsx'
import { TemporaryPanel } from './temporary-panel.tsx'

/** What stands beside the rules: who is let in for a while, and private endpoints. */
export function NetworkLists({ network }: { network: VaultNetwork }) {
  return (
    <>
      <TemporaryPanel network={network} />
      <EndpointsPanel place={network.place} connections={network.connections} />
    </>
  )
}
