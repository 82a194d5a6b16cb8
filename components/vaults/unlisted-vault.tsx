'use client'

import type { ReactNode } from 'react'
import { useRead } from '#components/shell/use-read.ts'
import { Banner } from '#components/ui/banner.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { paths } from '#lib/base/paths.ts'
import { addressesQuery } from '#lib/features/network/client.ts'
import { MissingVault } from './missing-vault.tsx'

interface UnlistedVaultProps {
  vault: string
  /** A section of the vault's data; absent for one of its management. */
  children: ReactNode
}

/**
 * A vault that Resource Manager does not show to this person. Where a vault of this name answers, rights to
 * its data alone may be theirs: then what is in it is open, and why the rest is not is said.
 */
export function UnlistedVault({ vault, children }: UnlistedVaultProps) {
  const { data, failure } = useRead(addressesQuery(vault))
  if (data === undefined && failure === null) return <LoadingState label={`Looking for ${vault}`} />
  if (!data?.console) return <MissingVault vault={vault} />
  const to = paths.vault(vault)
  return (
    <>
      <PageHeader title={vault} />
      <Banner
        tone="info"
        title="You see what is in this vault, as far as it lets you, and not the vault itself"
        actions={
          !children && (
            <LinkButton size="sm" href={to.certificates}>
              See what is in it
            </LinkButton>
          )
        }
      >
        Its settings, network, access policies, roles and checks are on the management plane, which
        shows it to nobody without{' '}
        <code className="font-mono text-xs break-words">Microsoft.KeyVault/vaults/read</code>. An
        owner of its subscription can give you Reader on it.
      </Banner>
      <Tabs
        label={`Sections of ${vault}`}
        items={[
          { label: 'Certificates', href: to.certificates },
          { label: 'Issuers & contacts', href: to.issuers },
          { label: 'Deleted', href: to.deleted },
        ]}
      />
      {children}
    </>
  )
}
