'use client'

import Landmark from 'lucide-react/icons/landmark'
import Trash from 'lucide-react/icons/trash-2'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { ActivityPanel } from '#components/certificates/page/activity-panel.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Badge } from '#components/ui/badge.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { LoadingState, Skeleton } from '#components/ui/skeleton.tsx'
import { paths } from '#lib/base/paths.ts'
import { checkIssuer, issuerVerdict } from '#lib/domain/certificates/issuers/check.ts'
import type { FailedOrder } from '#lib/domain/certificates/issuers/refusals.ts'
import { issuerQuery, issuerUsesQuery } from '#lib/features/issuers/client.ts'
import type { Issuer, IssuerUses } from '#lib/features/issuers/schema.ts'
import { CheckPanel } from './check-panel.tsx'
import { IssuerFacts } from './issuer-facts.tsx'
import { verdictLooks } from './issuer-words.ts'
import { UsesPanel } from './uses-panel.tsx'

const IssuerSettings = dynamic(
  () => import('./issuer-settings.tsx').then((module) => module.IssuerSettings),
  { loading: () => <SettingsComing />, ssr: false },
)

const DeleteIssuerDialog = dynamic(
  () => import('./delete-issuer-dialog.tsx').then((module) => module.DeleteIssuerDialog),
  { ssr: false },
)

/** One issuer: would an order work, what is it, where is it used, what happened to it. */
export function IssuerPage({ vault, name }: { vault: string; name: string }) {
  const { data: issuer, failure, reading, retry } = useRead(issuerQuery(vault, name))
  const uses = useRead(issuerUsesQuery(vault, name))
  const [editing, setEditing] = useState(false)
  if (failure?.code === 'not-found') return <MissingIssuer vault={vault} name={name} />
  const orders = uses.data === undefined ? null : failedOrders(uses.data)
  return (
    <>
      <IssuerHeader vault={vault} name={name} issuer={issuer} orders={orders} />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-4">
          {failure !== null && (
            <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
          )}
          {issuer !== undefined ? (
            <>
              <CheckPanel checks={checkIssuer(issuer, orders)} />
              {editing ? (
                <IssuerSettings issuer={issuer} />
              ) : (
                <IssuerFacts issuer={issuer} onEdit={() => setEditing(true)} />
              )}
            </>
          ) : (
            failure === null && <SettingsComing />
          )}
        </div>
        <div className="grid gap-4">
          <UsesPanel vault={vault} name={name} read={uses} />
          <ActivityPanel vault={vault} name={`issuers/${name}`} />
        </div>
      </div>
    </>
  )
}

function failedOrders({ uses }: IssuerUses): FailedOrder[] {
  return uses.flatMap(({ name, order }) =>
    order?.status === 'failed'
      ? [
          {
            certificate: name,
            code: order.error?.code ?? 'The CA gave no reason.',
            message: order.error?.message ?? '',
          },
        ]
      : [],
  )
}

interface IssuerHeaderProps {
  vault: string
  name: string
  issuer: Issuer | undefined
  orders: readonly FailedOrder[] | null
}

function IssuerHeader({ vault, name, issuer, orders }: IssuerHeaderProps) {
  const [deleting, setDeleting] = useState(false)
  const look = issuer && verdictLooks[issuerVerdict(issuer, orders)]
  return (
    <>
      <PageHeader
        title={issuer?.name ?? name}
        status={look && <Badge tone={look.tone}>{look.word}</Badge>}
        description={
          issuer === undefined ? (
            <Skeleton className="mt-1 w-64" />
          ) : (
            <>
              {vault} orders from {issuer.provider}
              {issuer.updatedOn !== null && (
                <>
                  {' '}
                  · changed <RelativeTime time={issuer.updatedOn} />
                </>
              )}
              {issuer.createdOn !== null && (
                <>
                  {' '}
                  · created <RelativeTime time={issuer.createdOn} />
                </>
              )}
            </>
          )
        }
        actions={
          issuer !== undefined && (
            <IconButton
              label={`Delete ${issuer.name}`}
              variant="danger-ghost"
              icon={<Trash aria-hidden />}
              onClick={() => setDeleting(true)}
            />
          )
        }
      />
      {deleting && (
        <DeleteIssuerDialog
          vault={vault}
          name={issuer?.name ?? name}
          onClose={() => setDeleting(false)}
        />
      )}
    </>
  )
}

function SettingsComing() {
  return (
    <Panel title="Settings" padding="none">
      <LoadingState label="Reading the issuer" lines={6} />
    </Panel>
  )
}

function MissingIssuer({ vault, name }: { vault: string; name: string }) {
  const at = paths.vault(vault)
  return (
    <>
      <PageHeader title={name} />
      <Panel padding="none">
        <EmptyState
          icon={<Landmark aria-hidden />}
          title={`${vault} has no issuer ${name}`}
          action={
            <>
              <LinkButton href={at.issuers}>Issuers of {vault}</LinkButton>
              <LinkButton variant="primary" href={at.newIssuer()}>
                Connect a CA
              </LinkButton>
            </>
          }
        >
          It was deleted, or never existed. Issuers cannot be recovered; certificates that name it
          no longer renew until one of this name exists again.
        </EmptyState>
      </Panel>
    </>
  )
}
