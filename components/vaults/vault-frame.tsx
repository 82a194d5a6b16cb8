'use client'

import dynamic from 'next/dynamic'
import type { ReactNode } from 'react'
import { useRead } from '#components/shell/use-read.ts'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { paths } from '#lib/base/paths.ts'
import { vaultQuery } from '#lib/features/vaults/client.ts'
import { VaultHeader } from './vault-header.tsx'
import { VaultTabs } from './vault-tabs.tsx'

const UnlistedVault = dynamic(
  () => import('./unlisted-vault.tsx').then((module) => module.UnlistedVault),
  { loading: () => null },
)

interface VaultFrameProps {
  vault: string
  /** The section asks the vault itself, so it works without any right to manage the vault. */
  ofItsData?: boolean
  children: ReactNode
}

/** What all sections of a vault share: the way back, the head and the tabs. */
export function VaultFrame({ vault, ofItsData = false, children }: VaultFrameProps) {
  const read = useRead(vaultQuery(vault))
  const missing = read.failure?.code === 'not-found'
  return (
    <>
      <Breadcrumb items={[{ label: 'Vaults', href: paths.vaults }, { label: vault }]} />
      {missing ? (
        <UnlistedVault vault={vault}>{ofItsData && children}</UnlistedVault>
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
