'use client'

import { Badge } from '#components/ui/badge.tsx'
import type { DataColumn } from '#components/ui/data-table-types.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import type { DeletedVault } from '#lib/features/vault-life/schema.ts'
import { DeletedVaultActions } from './deleted-vault-actions.tsx'
import { TagsCell, tagText } from './tags-cell.tsx'

function Time({ iso }: { iso: string | null }) {
  if (iso === null) return <span className="text-ink-3">unknown</span>
  return <RelativeTime time={iso} withDate />
}

const time = (iso: string | null) => (iso === null ? null : Date.parse(iso))

export const deletedVaultColumns: readonly DataColumn<DeletedVault>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 160,
    cell: (row) => (
      <>
        <span className="block truncate">{row.name}</span>
        {/* A narrow window has no columns for these. */}
        <span className="block truncate text-xs font-normal text-ink-3 sm:hidden">
          {row.purgeProtection ? 'Protected, gone ' : 'Gone '}
          {row.scheduledPurgeOn === null ? (
            'at an unknown time'
          ) : (
            <RelativeTime time={row.scheduledPurgeOn} />
          )}
        </span>
      </>
    ),
    sortValue: (row) => row.name,
    searchText: (row) => row.name,
  },
  {
    id: 'subscription',
    header: 'Subscription',
    width: 150,
    hideBelow: 'lg',
    cell: (row) => <span data-tip={row.subscriptionId}>{row.subscriptionName}</span>,
    sortValue: (row) => row.subscriptionName,
    searchText: (row) => `${row.subscriptionName} ${row.subscriptionId}`,
  },
  {
    id: 'group',
    header: 'Resource group',
    width: 142,
    hideBelow: 'md',
    cell: (row) => row.resourceGroup,
    sortValue: (row) => row.resourceGroup,
    searchText: (row) => row.resourceGroup,
  },
  {
    id: 'region',
    header: 'Region',
    width: 130,
    hideBelow: 'lg',
    cell: (row) => row.region,
    sortValue: (row) => row.region,
    searchText: (row) => `${row.region} ${row.location}`,
  },
  {
    id: 'deleted',
    header: 'Deleted',
    width: 160,
    hideBelow: 'md',
    cell: (row) => <Time iso={row.deletedOn} />,
    sortValue: (row) => time(row.deletedOn),
  },
  {
    id: 'purge',
    header: 'Gone for good',
    width: 175,
    hideBelow: 'sm',
    cell: (row) => <Time iso={row.scheduledPurgeOn} />,
    sortValue: (row) => time(row.scheduledPurgeOn),
  },
  {
    id: 'protection',
    header: 'Purge',
    width: 110,
    hideBelow: 'sm',
    cell: (row) => (row.purgeProtection ? <Badge tone="ok">Protected</Badge> : 'Possible'),
    sortValue: (row) => (row.purgeProtection ? 1 : 0),
  },
  {
    id: 'tags',
    header: 'Tags',
    width: 150,
    initiallyHidden: true,
    hideBelow: 'md',
    cell: (row) => <TagsCell tags={row.tags} />,
    searchText: (row) => tagText(row.tags),
  },
  {
    id: 'actions',
    header: 'Actions',
    width: 170,
    narrowWidth: 170,
    align: 'end',
    cell: (row) => <DeletedVaultActions vault={row} />,
  },
]
