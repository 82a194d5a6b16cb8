'use client'

import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import { useRead } from '#components/shell/use-read.ts'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { paths } from '#lib/base/paths.ts'
import { vaultQuery } from '#lib/features/vaults/client.ts'
import { VaultHeader } from './vault-header.tsx'
import { VaultTabs } from './vault-tabs.tsx'

const MissingVault = dynamic(
  () => import('./missing-vault.tsx').then((module) => module.MissingVault),
  { loading: () => null },
)

/** What all sections of a vault share: the way back, the head and the tabs. */
export function VaultFrame({ vault, children }: { vault: string; children: ReactNode }) {
  const read = useRead(vaultQuery(vault))
  const missing = read.failure?.code === 'not-found'
  return (
    <>
      <Breadcrumb items={[{ label: 'Vaults', href: paths.vaults }, { label: vault }]} />
      {missing ? (
        <MissingVault vault={vault} />
      ) : (
        <>
          <VaultHeader name={vault} read={read} />
          <VaultTabs name={vault} />
          {children}
        </>
      )}
    </>
  )
}
