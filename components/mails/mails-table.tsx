'use client'

import Mail from 'lucide-react/icons/mail'
import dynamic from 'next/dynamic'
import { useMemo } from 'react'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { useTableUrlState } from '#components/shell/use-table-url-state.ts'
import { useUrlState } from '#components/shell/use-url-state.ts'
import { Badge } from '#components/ui/badge.tsx'
import { DataTable } from '#components/ui/data-table.tsx'
import type { DataColumn } from '#components/ui/data-table-types.ts'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { FilterMenu, TableToolbar } from '#components/ui/table-toolbar.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { mailsQuery } from '#lib/features/mails/client.ts'
import { mailKinds } from '#lib/features/mails/constants.ts'
import type { Mail as MailRow } from '#lib/features/mails/schema.ts'
import { mailLook, mailLooks } from './mail-words.ts'

const MailDialog = dynamic(() => import('./mail-dialog.tsx').then((module) => module.MailDialog), {
  ssr: false,
})

const newestFirst = { id: 'sent', desc: true }

/** What the vaults wrote, newest first. A mail opens above the table; all of it stands in the address. */
export function MailsTable() {
  const { data, failure, reading, retry } = useRead(mailsQuery())
  const [query, changeQuery] = useUrlState()
  const columns = useMemo(
    () => columnsOf((mail) => changeQuery({ mail: String(mail.id) })),
    [changeQuery],
  )
  const [state, setState] = useTableUrlState(columns, { sort: newestFirst })
  const kind = mailKinds.find((each) => each === query.get('kind')) ?? null
  const rows = useMemo(
    () => (kind === null ? data : data?.filter((row) => row.kind === kind)),
    [data, kind],
  )
  const open = data?.find((row) => String(row.id) === query.get('mail'))

  const problem = failure && <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
  if (data === undefined && problem) return problem
  return (
    <div className="grid gap-3">
      {problem}
      <TableToolbar
        columns={columns}
        state={state}
        onStateChange={setState}
        searchLabel="Certificate, vault, address"
        filters={
          <FilterMenu
            label="Kind"
            options={mailKinds.map((value) => ({ value, label: mailLooks[value].word }))}
            value={kind}
            onChange={(value) => changeQuery({ kind: value })}
          />
        }
        summary={
          rows && `${rows.length.toLocaleString('en-GB')} ${rows.length === 1 ? 'mail' : 'mails'}`
        }
      />
      <DataTable
        label="Mails"
        columns={columns}
        rows={rows}
        rowKey={(row) => String(row.id)}
        rowLabel={(row) => row.subject}
        state={state}
        onStateChange={setState}
        empty={
          data?.length === 0 ? (
            <EmptyState icon={<Mail aria-hidden />} title="No vault has written yet">
              Vaults write to their contacts before and after a renewal, when one failed, and when
              somebody has to renew by hand.
            </EmptyState>
          ) : (
            'No mail fits.'
          )
        }
      />
      {open !== undefined && <MailDialog mail={open} onClose={() => changeQuery({ mail: null })} />}
    </div>
  )
}

function columnsOf(onOpen: (mail: MailRow) => void): readonly DataColumn<MailRow>[] {
  return [
    {
      id: 'subject',
      header: 'Mail',
      width: 330,
      cell: (row) => (
        <button
          type="button"
          onClick={() => onOpen(row)}
          className="max-w-full truncate rounded-sm text-left font-medium underline-offset-3 hover:underline"
        >
          {row.subject}
        </button>
      ),
      sortValue: (row) => row.subject,
      searchText: (row) => row.subject,
    },
    {
      id: 'kind',
      header: 'Kind',
      width: 150,
      hideBelow: 'sm',
      cell: (row) => {
        const { word, tone } = mailLook(row.kind)
        return <Badge tone={tone}>{word}</Badge>
      },
      sortValue: (row) => mailLook(row.kind).word,
    },
    {
      id: 'certificate',
      header: 'Certificate',
      width: 150,
      hideBelow: 'md',
      cell: (row) => (
        <TextLink quiet href={paths.vault(row.vault).certificate(row.certificate)}>
          {row.certificate}
        </TextLink>
      ),
      sortValue: (row) => row.certificate,
      searchText: (row) => row.certificate,
    },
    {
      id: 'vault',
      header: 'Vault',
      width: 130,
      hideBelow: 'lg',
      cell: (row) => row.vault,
      sortValue: (row) => row.vault,
      searchText: (row) => row.vault,
    },
    {
      id: 'to',
      header: 'To',
      width: 220,
      hideBelow: 'lg',
      cell: (row) => <span className="truncate">{row.to.join(', ')}</span>,
      searchText: (row) => row.to.join(' '),
    },
    {
      id: 'sent',
      header: 'Sent',
      width: 170,
      hideBelow: 'sm',
      cell: (row) => <RelativeTime time={row.at} withDate />,
      sortValue: (row) => Date.parse(row.at),
    },
  ]
}
