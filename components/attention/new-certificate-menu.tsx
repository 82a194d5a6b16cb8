'use client'

import { useQuery } from '@tanstack/react-query'
import ChevronDown from 'lucide-react/icons/chevron-down'
import Plus from 'lucide-react/icons/plus'
import { Button } from '#components/ui/button.tsx'
import { Menu, type MenuItem } from '#components/ui/menu.tsx'
import { paths } from '#lib/base/paths.ts'
import { vaultsQuery } from '#lib/features/vaults/client.ts'

/** A certificate belongs to a vault, so the choice of the vault comes first. */
export function NewCertificateMenu() {
  const query = useQuery(vaultsQuery())
  const vaults = query.data?.items ?? []
  const items: MenuItem[] =
    vaults.length > 0
      ? [
          { kind: 'heading', label: 'In which vault?' },
          ...vaults.map((vault) => ({
            kind: 'link' as const,
            label: vault.name,
            hint: vault.subscriptionName,
            href: paths.vault(vault.name).newCertificate,
          })),
        ]
      : [
          {
            kind: 'link',
            label: query.isPending ? 'Reading your vaults' : 'See your vaults',
            href: paths.vaults,
          },
        ]
  return (
    <Menu
      label="New certificate"
      align="end"
      items={items}
      trigger={(trigger) => (
        <Button {...trigger} variant="primary" icon={<Plus aria-hidden />}>
          New certificate
          <ChevronDown aria-hidden />
        </Button>
      )}
    />
  )
}
