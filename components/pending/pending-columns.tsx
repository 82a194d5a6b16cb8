'use client'

import { issuerWord } from '#components/certificates/page/words.ts'
import { Badge } from '#components/ui/badge.tsx'
import type { DataColumn } from '#components/ui/data-table-types.ts'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { OperationActions } from './operation-actions.tsx'
import { type PendingRow, pendingStates, stateLooks } from './pending-words.ts'

const muted = (text: string) => <span className="text-ink-3">{text}</span>

export const pendingColumns: readonly DataColumn<PendingRow>[] = [
  {
    id: 'name',
    header: 'Certificate',
    width: 140,
    cell: (row) => (
      <>
        <TextLink quiet href={paths.vault(row.vault).certificate(row.name)}>
          {row.name}
        </TextLink>
        {/* A narrow window has no column for it. */}
        <span className="block truncate text-xs font-normal text-ink-3 sm:hidden">
          {stateLooks[row.state].word} · {row.vault}
        </span>
      </>
    ),
    sortValue: (row) => row.name,
    searchText: (row) => row.name,
  },
  {
    id: 'vault',
    header: 'Vault',
    width: 115,
    hideBelow: 'md',
    cell: (row) => (
      <TextLink quiet href={paths.vault(row.vault).certificates}>
        {row.vault}
      </TextLink>
    ),
    sortValue: (row) => row.vault,
    searchText: (row) => row.vault,
  },
  {
    id: 'state',
    header: 'State',
    width: 130,
    hideBelow: 'sm',
    cell: (row) => <Badge tone={stateLooks[row.state].tone}>{stateLooks[row.state].word}</Badge>,
    sortValue: (row) => pendingStates.indexOf(row.state),
  },
  {
    id: 'issuer',
    header: 'Issuer',
    width: 140,
    hideBelow: 'md',
    cell: (row) => issuerWord(row.operation.issuer),
    sortValue: (row) => issuerWord(row.operation.issuer),
    searchText: (row) => issuerWord(row.operation.issuer),
  },
  {
    id: 'advice',
    header: 'What to do',
    width: 340,
    hideBelow: 'lg',
    cell: (row) => (
      <span
        data-tip={[
          row.operation.error === null ? '' : `“${row.operation.error.message}”`,
          row.advice.nextStep,
          row.owner === null ? '' : `${row.owner} answers for it.`,
        ].join(' ')}
      >
        {row.state === 'failed' ? row.advice.title : row.advice.nextStep}
      </span>
    ),
    searchText: (row) => `${row.advice.title} ${row.operation.error?.message ?? ''}`,
  },
  {
    id: 'since',
    header: 'Since',
    width: 105,
    hideBelow: 'sm',
    cell: (row) => (row.since === null ? muted('unknown') : <RelativeTime time={row.since} />),
    sortValue: (row) => (row.since === null ? null : Date.parse(row.since)),
  },
  {
    id: 'owner',
    header: 'Owner',
    width: 160,
    hideBelow: 'lg',
    initiallyHidden: true,
    cell: (row) => row.owner ?? muted('nobody named'),
    sortValue: (row) => row.owner,
    searchText: (row) => row.owner ?? '',
  },
  {
    id: 'by',
    header: 'Ordered by',
    width: 170,
    hideBelow: 'lg',
    initiallyHidden: true,
    cell: (row) => row.orderedBy ?? muted('not through this console'),
    sortValue: (row) => row.orderedBy,
    searchText: (row) => row.orderedBy ?? '',
  },
  {
    id: 'actions',
    header: 'Actions',
    width: 150,
    align: 'end',
    cell: (row) => <OperationActions {...row} compact />,
  },
]
