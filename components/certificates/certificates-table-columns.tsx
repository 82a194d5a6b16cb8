'use client'

import { useQuery } from '@tanstack/react-query'
import type { DataColumn } from '#components/ui/data-table-types.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { TagsCell, tagText } from '#components/vaults/tags-cell.tsx'
import { paths } from '#lib/base/paths.ts'
import { certificateStatuses } from '#lib/domain/certificates/status.ts'
import { certificateDetailQuery } from './certificate-details.ts'
import { pendingWord, rowIssuer, rowKey, rowShortSubject, rowSubject } from './certificate-facts.ts'
import type { CertificateRow } from './certificates-table-rows.ts'
import { DetailCell, ExpiresCell, RenewalCell, SubjectCell } from './detail-cells.tsx'
import { renewalWords } from './renewal-words.ts'
import { StatusBadge } from './status-badge.tsx'
import { TableId } from './table-id.tsx'

/** Drawn with each row in sight, and so reads the details of exactly those. Shows nothing. */
function ReadDetails({ row }: { row: CertificateRow }) {
  useQuery({ ...certificateDetailQuery(row.vault, row.name), notifyOnChangeProps: [] })
  return null
}

export const certificateColumns: readonly DataColumn<CertificateRow>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 140,
    cell: (row) => (
      <>
        <ReadDetails row={row} />
        <TextLink quiet href={paths.vault(row.vault).certificate(row.name)}>
          {row.name}
        </TextLink>
      </>
    ),
    sortValue: (row) => row.name,
    searchText: (row) => row.name,
  },
  {
    id: 'subject',
    header: 'Subject',
    width: 205,
    hideBelow: 'lg',
    cell: (row) => <SubjectCell row={row} />,
    sortValue: rowShortSubject,
    searchText: (row) => rowSubject(row) ?? '',
  },
  {
    id: 'issuer',
    header: 'Issuer',
    width: 145,
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
    width: 92,
    hideBelow: 'md',
    cell: (row) => <DetailCell row={row}>{rowKey(row) ?? 'unknown'}</DetailCell>,
    sortValue: rowKey,
    searchText: (row) => rowKey(row) ?? '',
  },
  {
    id: 'status',
    header: 'Status',
    width: 152,
    cell: (row) => (
      <>
        <StatusBadge status={row.status}>{pendingWord(row)}</StatusBadge>
        {/* A narrow window has no column for it. */}
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
    width: 190,
    hideBelow: 'sm',
    cell: (row) => <ExpiresCell row={row} />,
    sortValue: (row) => (row.expiresOn === null || row.unissued ? null : Date.parse(row.expiresOn)),
  },
  {
    id: 'renewal',
    header: 'Renewal',
    width: 180,
    hideBelow: 'md',
    cell: (row) => <RenewalCell row={row} />,
    sortValue: (row) =>
      row.detail?.ok && row.detail.certificate.policy
        ? renewalWords(row.detail.certificate.policy).text
        : null,
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
    sortValue: (row) => (row.updatedOn === null ? null : Date.parse(row.updatedOn)),
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
    id: 'tags',
    header: 'Tags',
    width: 180,
    hideBelow: 'md',
    initiallyHidden: true,
    cell: (row) => <TagsCell tags={row.tags} />,
    searchText: (row) => tagText(row.tags),
  },
]
