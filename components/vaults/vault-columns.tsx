import type { DataColumn } from '#components/ui/data-table-types.ts'
import { TextLink } from '#components/ui/text-link.tsx'
import { ToneIcon } from '#components/ui/tone-icon.tsx'
import { paths } from '#lib/base/paths.ts'
import type { Vault } from '#lib/features/vaults/schema.ts'
import { TagsCell, tagText } from './tags-cell.tsx'
import { networkWords, permissionModelWord, skuWord } from './vault-words.ts'

function NetworkCell({ vault }: { vault: Vault }) {
  const { open, text } = networkWords(vault)
  if (!open) return text
  return (
    <span className="inline-flex items-center gap-1.5 align-middle text-warn">
      <ToneIcon tone="warn" className="size-3.5" />
      {text}
    </span>
  )
}

function PurgeProtectionCell({ vault }: { vault: Vault }) {
  if (vault.purgeProtection) return 'On'
  return (
    <span className="inline-flex items-center gap-1.5 align-middle text-warn">
      <ToneIcon tone="warn" className="size-3.5" />
      Off
    </span>
  )
}

export const vaultColumns: readonly DataColumn<Vault>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 145,
    cell: (vault) => (
      <TextLink quiet href={paths.vault(vault.name).certificates}>
        {vault.name}
      </TextLink>
    ),
    sortValue: (vault) => vault.name,
    searchText: (vault) => `${vault.name} ${vault.uri}`,
  },
  {
    id: 'subscription',
    header: 'Subscription',
    width: 155,
    hideBelow: 'md',
    cell: (vault) => <span data-tip={vault.subscriptionId}>{vault.subscriptionName}</span>,
    sortValue: (vault) => vault.subscriptionName,
    searchText: (vault) => `${vault.subscriptionName} ${vault.subscriptionId}`,
  },
  {
    id: 'group',
    header: 'Resource group',
    width: 142,
    hideBelow: 'lg',
    cell: (vault) => vault.resourceGroup,
    sortValue: (vault) => vault.resourceGroup,
    searchText: (vault) => vault.resourceGroup,
  },
  {
    id: 'region',
    header: 'Region',
    width: 155,
    hideBelow: 'md',
    cell: (vault) => vault.region,
    sortValue: (vault) => vault.region,
    searchText: (vault) => `${vault.region} ${vault.location}`,
  },
  {
    id: 'sku',
    header: 'SKU',
    width: 90,
    hideBelow: 'lg',
    initiallyHidden: true,
    cell: skuWord,
    sortValue: skuWord,
    searchText: skuWord,
  },
  {
    id: 'permissions',
    header: 'Permissions',
    width: 126,
    hideBelow: 'lg',
    cell: permissionModelWord,
    sortValue: permissionModelWord,
    searchText: permissionModelWord,
  },
  {
    id: 'network',
    header: 'Network',
    width: 140,
    cell: (vault) => <NetworkCell vault={vault} />,
    sortValue: (vault) => networkWords(vault).text,
    searchText: (vault) => networkWords(vault).text,
  },
  {
    id: 'purge-protection',
    header: 'Purge protection',
    width: 142,
    hideBelow: 'sm',
    cell: (vault) => <PurgeProtectionCell vault={vault} />,
    sortValue: (vault) => (vault.purgeProtection ? 1 : 0),
  },
  {
    id: 'tags',
    header: 'Tags',
    width: 140,
    hideBelow: 'md',
    cell: (vault) => <TagsCell tags={vault.tags} />,
    searchText: (vault) => tagText(vault.tags),
  },
]
