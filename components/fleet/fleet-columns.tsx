'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import {
  pendingWord,
  rowIssuer,
  rowKey,
  rowShortSubject,
  rowSubject,
} from '#components/certificates/certificate-facts.ts'
import {
  DetailCell,
  ExpiresCell,
  RenewalCell,
  SubjectCell,
} from '#components/certificates/detail-cells.tsx'
import { StatusBadge } from '#components/certificates/status-badge.tsx'
import { TableId } from '#components/certificates/table-id.tsx'
import type { DataColumn } from '#components/ui/data-table-types.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { TagsCell } from '#components/vaults/tags-cell.tsx'
import { paths } from '#lib/base/paths.ts'
import { ownerOf } from '#lib/domain/certificates/owner.ts'
import { certificateStatuses } from '#lib/domain/certificates/status.ts'
import { ChecksCell } from './checks-cell.tsx'
import { detailsOf } from './details-reader.ts'
import { rowNames, rowRenewal, rowSerial } from './fleet-facts.ts'
import { rowChecks, tagsOf } from './fleet-filters.ts'
import type { FleetRow } from './fleet-rows.ts'
import { fleetOf } from './fleet-store.ts'

/** Drawn with each row in sight, and so reads the details of exactly those. Shows nothing. */
function WantDetails({ row }: { row: FleetRow }) {
  const details = detailsOf(fleetOf(useQueryClient()))
  const { id, thumbprint } = row
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version has other details.
  useEffect(() => details.want(id), [details, id, thumbprint])
  return null
}

const time = (iso: string | null) => (iso === null ? null : Date.parse(iso))

export const fleetColumns: readonly DataColumn<FleetRow>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 128,
    cell: (row) => (
      <>
        <WantDetails row={row} />
        <TextLink quiet href={paths.vault(row.vault).certificate(row.name)}>
          {row.name}
        </TextLink>
        {/* A narrow window has no column for it. */}
        <span className="block truncate text-xs font-normal text-ink-3 sm:hidden">{row.vault}</span>
      </>
    ),
    sortValue: (row) => row.name,
    searchText: (row) => row.name,
  },
  {
    id: 'vault',
    header: 'Vault',
    width: 108,
    hideBelow: 'sm',
    cell: (row) => (
      <TextLink quiet href={paths.vault(row.vault).certificates}>
        {row.vault}
      </TextLink>
    ),
    sortValue: (row) => row.vault,
    searchText: (row) => row.vault,
  },
  {
    id: 'subject',
    header: 'Subject',
    width: 118,
    hideBelow: 'lg',
    cell: (row) => <SubjectCell row={row} />,
    sortValue: rowShortSubject,
    searchText: (row) => rowSubject(row) ?? '',
  },
  {
    id: 'issuer',
    header: 'Issuer',
    width: 112,
    hideBelow: 'lg',
    cell: (row) => (
      <DetailCell row={row}>
        <span data-tip={rowIssuer(row)}>{rowIssuer(row)}</span>
      </DetailCell>
    ),
    sortValue: rowIssuer,
    searchText: (row) => rowIssuer(row) ?? '',
  },
  {
    id: 'key',
    header: 'Key',
    width: 88,
    hideBelow: 'lg',
    cell: (row) => <DetailCell row={row}>{rowKey(row) ?? 'unknown'}</DetailCell>,
    sortValue: rowKey,
    searchText: (row) => rowKey(row) ?? '',
  },
  {
    id: 'status',
    header: 'Status',
    width: 146,
    cell: (row) => (
      <>
        <StatusBadge status={row.status}>{pendingWord(row)}</StatusBadge>
        <span className="block truncate text-xs text-ink-3 sm:hidden">
          <ExpiresCell row={row} short />
        </span>
      </>
    ),
    // Worst first, as the domain orders them.
    sortValue: (row) => certificateStatuses.indexOf(row.status),
  },
  {
    id: 'expires',
    header: 'Expires',
    width: 180,
    hideBelow: 'sm',
    cell: (row) => <ExpiresCell row={row} />,
    sortValue: (row) => (row.unissued ? null : time(row.expiresOn)),
  },
  {
    id: 'renewal',
    header: 'Renewal',
    width: 140,
    hideBelow: 'md',
    cell: (row) => <RenewalCell row={row} />,
    sortValue: rowRenewal,
  },
  {
    id: 'checks',
    header: 'Checks',
    width: 88,
    hideBelow: 'lg',
    cell: (row) => (
      <DetailCell row={row}>
        <ChecksCell failed={rowChecks(row) ?? []} />
      </DetailCell>
    ),
    sortValue: (row) => rowChecks(row)?.length ?? null,
  },
  {
    id: 'names',
    header: 'Names',
    width: 240,
    hideBelow: 'lg',
    initiallyHidden: true,
    cell: (row) => (
      <DetailCell row={row}>
        <span className="font-mono text-xs" data-tip={rowNames(row).join(', ')}>
          {rowNames(row).join(', ') || 'none'}
        </span>
      </DetailCell>
    ),
    searchText: (row) => rowNames(row).join(' '),
  },
  {
    id: 'serial',
    header: 'Serial number',
    width: 170,
    hideBelow: 'md',
    initiallyHidden: true,
    cell: (row) => {
      const serial = rowSerial(row)
      return (
        <DetailCell row={row}>
          {serial === null ? (
            <span className="text-ink-3">none yet</span>
          ) : (
            <TableId value={serial.toUpperCase()} label="serial number" head={8} tail={8} />
          )}
        </DetailCell>
      )
    },
    searchText: (row) => rowSerial(row) ?? '',
  },
  {
    id: 'thumbprint',
    header: 'Thumbprint',
    width: 170,
    hideBelow: 'md',
    initiallyHidden: true,
    cell: (row) =>
      row.thumbprint === null ? (
        <span className="text-ink-3">none yet</span>
      ) : (
        <TableId value={row.thumbprint.toUpperCase()} label="thumbprint" head={8} tail={8} />
      ),
    searchText: (row) => row.thumbprint ?? '',
  },
  {
    id: 'updated',
    header: 'Updated',
    width: 130,
    hideBelow: 'md',
    initiallyHidden: true,
    cell: (row) =>
      row.updatedOn === null ? (
        <span className="text-ink-3">unknown</span>
      ) : (
        <RelativeTime time={row.updatedOn} />
      ),
    sortValue: (row) => time(row.updatedOn),
  },
  {
    id: 'owner',
    header: 'Owner',
    width: 180,
    hideBelow: 'md',
    initiallyHidden: true,
    cell: (row) => ownerOf(row.tags) ?? <span className="text-ink-3">nobody named</span>,
    sortValue: (row) => ownerOf(row.tags),
  },
  {
    id: 'tags',
    header: 'Tags',
    width: 180,
    hideBelow: 'md',
    initiallyHidden: true,
    cell: (row) => <TagsCell tags={row.tags} />,
    searchText: (row) => tagsOf(row).join(' '),
  },
]
