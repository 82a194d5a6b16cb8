'use client'

import VaultIcon from 'lucide-react/icons/vault'
import type { ReactNode } from 'react'
import { useRead } from '#components/shell/use-read.ts'
import { Breadcrumb } from '#components/ui/breadcrumb.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { paths } from '#lib/base/paths.ts'
import { vaultQuery } from '#lib/features/vaults/client.ts'
import { VaultHeader } from './vault-header.tsx'
import { VaultTabs } from './vault-tabs.tsx'

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

/** Azure does not tell a vault that is not there from one that the person may not see; nor do we. */
function MissingVault({ vault }: { vault: string }) {
  return (
    <>
      <PageHeader title={vault} />
      <Panel padding="none">
        <EmptyState
          icon={<VaultIcon aria-hidden />}
          title={`You can see no vault named ${vault}`}
          action={<LinkButton href={paths.vaults}>See the vaults you can</LinkButton>}
        >
          It does not exist, was deleted, or no role of yours in Azure shows it to you. An owner of
          its subscription can tell.
        </EmptyState>
      </Panel>
    </>
  )
}
