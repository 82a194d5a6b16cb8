'use client'

import type { ReactNode } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import type { DataColumn } from '#components/ui/data-table-types.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { TagsCell, tagText } from '#components/vaults/tags-cell.tsx'
import { paths } from '#lib/base/paths.ts'
import type { DeletedCertificate } from '#lib/features/certificates/schema.ts'
import { DeletedActions } from './deleted-actions.tsx'

function time(iso: string | null): number | null {
  return iso === null ? null : Date.parse(iso)
}

function nameColumn(line: (row: DeletedCertificate) => ReactNode): DataColumn<DeletedCertificate> {
  return {
    id: 'name',
    header: 'Name',
    width: 150,
    cell: (row) => (
      <>
        <span className="block truncate">{row.name}</span>
        {/* A narrow window has no columns for these. */}
        <span className="block truncate text-xs font-normal text-ink-3 sm:hidden">{line(row)}</span>
      </>
    ),
    sortValue: (row) => row.name,
    searchText: (row) => row.name,
  }
}

function deletedAgo({ deletedOn }: DeletedCertificate): ReactNode {
  return deletedOn === null ? 'at an unknown time' : <RelativeTime time={deletedOn} />
}

const vault: DataColumn<DeletedCertificate> = {
  id: 'vault',
  header: 'Vault',
  width: 120,
  hideBelow: 'sm',
  cell: (row) => (
    <TextLink quiet href={paths.vault(row.vault).deleted}>
      {row.vault}
    </TextLink>
  ),
  sortValue: (row) => row.vault,
  searchText: (row) => row.vault,
}

const rest: readonly DataColumn<DeletedCertificate>[] = [
  {
    id: 'deleted',
    header: 'Deleted',
    width: 176,
    hideBelow: 'md',
    cell: (row) => <Time iso={row.deletedOn} />,
    sortValue: (row) => time(row.deletedOn),
  },
  {
    id: 'purge',
    header: 'Purged by Azure',
    width: 172,
    hideBelow: 'sm',
    cell: (row) => <Time iso={row.scheduledPurgeOn} />,
    sortValue: (row) => time(row.scheduledPurgeOn),
  },
  {
    id: 'expires',
    header: 'Expires',
    width: 172,
    hideBelow: 'lg',
    cell: (row) => <Time iso={row.expiresOn} />,
    sortValue: (row) => time(row.expiresOn),
  },
  {
    id: 'protection',
    header: 'Purge protection',
    width: 132,
    hideBelow: 'lg',
    cell: (row) => (row.purgeable ? 'Off' : <Badge tone="ok">On</Badge>),
    sortValue: (row) => (row.purgeable ? 0 : 1),
  },
  {
    id: 'tags',
    header: 'Tags',
    width: 170,
    initiallyHidden: true,
    hideBelow: 'md',
    cell: (row) => <TagsCell tags={row.tags} />,
    searchText: (row) => tagText(row.tags),
  },
  {
    id: 'actions',
    header: 'Actions',
    width: 170,
    narrowWidth: 100,
    align: 'end',
    cell: (row) => <DeletedActions certificate={row} />,
  },
]

/** Columns over all vaults, and those of one vault. */
export const deletedColumns = [
  nameColumn((row) => (
    <>
      {row.vault} · {deletedAgo(row)}
    </>
  )),
  vault,
  ...rest,
]
export const deletedColumnsOfVault = [nameColumn((row) => <>deleted {deletedAgo(row)}</>), ...rest]

function Time({ iso }: { iso: string | null }) {
  if (iso === null) return <span className="text-ink-3">unknown</span>
  return <RelativeTime time={iso} withDate />
}
