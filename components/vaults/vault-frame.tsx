import type { ReactNode } from 'react'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { paths } from '#lib/base/paths.ts'
import { VaultHeader } from './vault-header.tsx'
import { VaultTabs } from './vault-tabs.tsx'

/** What all sections of a vault share: the way back, the head and the tabs. */
export function VaultFrame({ vault, children }: { vault: string; children: ReactNode }) {
  return (
    <>
      <Breadcrumb items={[{ label: 'Vaults', href: paths.vaults }, { label: vault }]} />
      <VaultHeader name={vault} />
      <VaultTabs name={vault} />
      {children}
    </>
  )
}
