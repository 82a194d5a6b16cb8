'use client'

import { useRead } from '#components/shell/use-read.ts'
import { Banner } from '#components/ui/banner.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import type { TaggedEnvironment } from '#lib/domain/mixed-environments.ts'
import { mixedVaultsQuery } from '#lib/features/vault-environments/client.ts'

/** Vaults that several environments share. Silent while nobody can say, and when there is none. */
export function MixedVaultsNotice() {
  const { data } = useRead(mixedVaultsQuery())
  const mixed = data?.items ?? []
  if (mixed.length === 0) return null
  return (
    <Banner
      tone="warn"
      title={
        mixed.length === 1
          ? '1 vault holds several environments'
          : `${mixed.length} vaults hold several environments`
      }
    >
      Whoever is let in for one environment can often reach the others: access policies and the
      firewall are those of the whole vault. Keep a vault for each environment.
      <ul aria-label="Vaults with several environments" className="mt-1 grid gap-1">
        {mixed.map(({ vault, environments }) => (
          <li key={vault}>
            <TextLink href={paths.vault(vault).certificates}>{vault}</TextLink>:{' '}
            {environments.map(environmentWords).join('; ')}
          </li>
        ))}
      </ul>
    </Banner>
  )
}

/** `prod: the vault’s own tag and 4 certificates`; those of which there are few by name. */
function environmentWords({ name, objects, ofVault }: TaggedEnvironment): string {
  const count =
    objects.length <= 3
      ? objects.join(', ')
      : `${objects.length.toLocaleString('en-GB')} certificates`
  const parts = [ofVault ? 'the vault’s own tag' : '', count].filter((part) => part !== '')
  return `${name} (${parts.join(' and ')})`
}
