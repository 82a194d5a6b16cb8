'use client'

import Landmark from 'lucide-react/icons/landmark'
import Plus from 'lucide-react/icons/plus'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Badge } from '#components/ui/badge.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { StaticTable } from '#components/ui/static-table.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { NoDataAccess } from '#components/vaults/no-data-access.tsx'
import { paths } from '#lib/base/paths.ts'
import { issuerVerdict } from '#lib/domain/certificates/issuers/check.ts'
import { issuersQuery } from '#lib/features/issuers/client.ts'
import type { IssuerRow } from '#lib/features/issuers/schema.ts'
import { verdictLooks } from './issuer-words.ts'

const columns = [
  { id: 'name', header: 'Name' },
  { id: 'provider', header: 'Provider' },
  { id: 'state', header: 'State' },
  { id: 'account', header: 'Account' },
  { id: 'organization', header: 'Organisation' },
  { id: 'updated', header: 'Changed' },
  { id: 'created', header: 'Created' },
]

/** The CAs that a vault orders from by itself. */
export function IssuersPanel({ vault }: { vault: string }) {
  const { data, failure, reading, retry } = useRead(issuersQuery(vault))
  if (failure !== null && failure.status === 403) {
    return <NoDataAccess failure={failure} what="issuers" onRetry={retry} retrying={reading} />
  }
  return (
    <>
      {failure !== null && <FailurePanel failure={failure} onRetry={retry} retrying={reading} />}
      {(data !== undefined || failure === null) && (
        <Panel
          title="Issuers"
          note={data === undefined ? undefined : data.length}
          padding="none"
          actions={
            <LinkButton size="sm" icon={<Plus aria-hidden />} href={paths.vault(vault).newIssuer()}>
              Connect a CA
            </LinkButton>
          }
        >
          {data === undefined ? (
            <LoadingState label={`Reading the issuers of ${vault}`} lines={3} />
          ) : data.length === 0 ? (
            <NoIssuers vault={vault} />
          ) : (
            <StaticTable
              label={`Issuers of ${vault}`}
              columns={columns}
              rows={data.map((row) => ({ key: row.name, cells: cellsOf(row) }))}
            />
          )}
        </Panel>
      )}
    </>
  )
}

function cellsOf(row: IssuerRow) {
  const { vault, name, provider, details } = row
  const none = <span className="text-ink-3">none</span>
  const mono = (text: string | null) =>
    text === null || text === '' ? (
      none
    ) : (
      <span className="font-mono text-xs whitespace-nowrap">{text}</span>
    )
  const time = (iso: string | null) => (iso === null ? none : <RelativeTime time={iso} withDate />)
  const link = (
    <TextLink quiet href={paths.vault(vault).issuer(name)}>
      {name}
    </TextLink>
  )
  if (details === null) {
    return [link, provider, <Unread key="state" row={row} />, '', '', '', '']
  }
  const look = verdictLooks[issuerVerdict({ name, provider, ...details })]
  return [
    link,
    provider,
    <Badge key="state" tone={look.tone}>
      {look.word}
    </Badge>,
    mono(details.accountId),
    mono(details.organizationId),
    time(details.updatedOn),
    time(details.createdOn),
  ]
}

/** Listing takes another right than reading one, so a row may know no more than its name. */
function Unread({ row: { failure } }: { row: IssuerRow }) {
  return (
    <span data-tip={failure?.detail} className="inline-flex">
      <Badge tone="warn">{failure?.status === 403 ? 'Not yours to read' : 'Not read'}</Badge>
    </span>
  )
}

function NoIssuers({ vault }: { vault: string }) {
  const at = paths.vault(vault)
  return (
    <EmptyState
      icon={<Landmark aria-hidden />}
      title="This vault orders from no CA"
      action={
        <>
          <LinkButton href={at.newIssuer('GlobalSign')}>Connect GlobalSign</LinkButton>
          <LinkButton variant="primary" href={at.newIssuer('DigiCert')}>
            Connect DigiCert
          </LinkButton>
        </>
      }
    >
      Certificates are self-signed here, or signed by hand from a CSR. Once a CA is connected, the
      vault orders and renews from it by itself.
    </EmptyState>
  )
}
