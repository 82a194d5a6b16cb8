'use client'

import CircleCheck from 'lucide-react/icons/circle-check'
import RefreshCw from 'lucide-react/icons/refresh-cw'
import dynamic from 'next/dynamic'
import { useMemo } from 'react'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { useNow } from '#components/ui/clock-provider.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { formatRelative } from '#components/ui/format-time.ts'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState, Skeleton } from '#components/ui/skeleton.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { PartialNotice } from '#components/vaults/partial-notice.tsx'
import { attentionQuery } from '#lib/features/attention/client.ts'
import type { Attention } from '#lib/features/attention/schema.ts'
import { AttentionList } from './attention-list.tsx'
import { ExpiryChart } from './expiry-chart.tsx'
import { countByWeek } from './expiry-weeks.ts'
import { attentionSummary, tallyFindings } from './finding-words.ts'
import { NewCertificateMenu } from './new-certificate-menu.tsx'

const HazardsBoard = dynamic(
  () => import('#components/hazards/hazards-board.tsx').then((module) => module.HazardsBoard),
  { loading: () => null },
)

/** The overview: what needs a person across all vaults that this user can read. */
export function AttentionBoard() {
  const { data: attention, failure, reading, readAt, retry } = useRead(attentionQuery())
  return (
    <div className="grid gap-4">
      <PageHeader
        title="Overview"
        description={
          attention ? (
            attentionSummary(attention)
          ) : failure ? null : (
            <span className="flex h-5 items-center">
              <Skeleton className="w-72 max-w-full" />
            </span>
          )
        }
        actions={
          <>
            {attention && <CheckedButton at={readAt} checking={reading} onCheck={retry} />}
            <NewCertificateMenu />
          </>
        }
      />
      {failure && <FailurePanel failure={failure} onRetry={retry} retrying={reading} />}
      {attention ? (
        <>
          <PartialNotice
            failures={attention.failures}
            what="certificates"
            onRetry={retry}
            retrying={reading}
          />
          <Board attention={attention} />
        </>
      ) : (
        !failure && <BoardSkeleton />
      )}
    </div>
  )
}

function CheckedButton(props: { at: number; checking: boolean; onCheck: () => void }) {
  const now = useNow()
  return (
    <Button
      icon={<RefreshCw aria-hidden />}
      loading={props.checking}
      onClick={props.onCheck}
      data-tip="Check again"
    >
      Checked {formatRelative(new Date(Math.min(props.at, now)), now)}
    </Button>
  )
}

function Board({ attention }: { attention: Attention }) {
  const { items } = attention
  return (
    <>
      <Panel
        title="Needs attention"
        note={items.length > 0 ? items.length.toLocaleString('en-GB') : undefined}
        padding="none"
      >
        {items.length > 0 ? <AttentionList findings={items} /> : <AllWell attention={attention} />}
      </Panel>
      <HazardsBoard />
      <div className="grid items-stretch gap-4 xl:grid-cols-[minmax(0,5fr)_minmax(0,2fr)]">
        <ExpiryPanel expiries={attention.expiries} />
        <Panel title="At a glance">
          <dl className="grid gap-1">
            {tallyFindings(items).map(({ label, count, tone, href }) => (
              <div key={label} className="flex h-6 items-center justify-between gap-4">
                <dt className={count === 0 ? 'text-ink-2' : undefined}>
                  {count > 0 && href !== undefined ? (
                    <TextLink quiet href={href}>
                      {label}
                    </TextLink>
                  ) : (
                    label
                  )}
                </dt>
                <dd>
                  {count === 0 ? (
                    <span className="text-ink-3">none</span>
                  ) : (
                    <Badge tone={tone}>{count.toLocaleString('en-GB')}</Badge>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </Panel>
      </div>
    </>
  )
}

function AllWell({ attention }: { attention: Attention }) {
  const { vaultsRead, vaultsTotal } = attention
  if (vaultsTotal === 0 && attention.failures.length === 0) {
    return (
      <EmptyState title="You can see no vaults">
        Azure shows a vault to whoever holds a role on it, such as Reader. An owner of the
        subscription can grant one.
      </EmptyState>
    )
  }
  if (vaultsRead < vaultsTotal) {
    return (
      <EmptyState title="Nothing found in what could be read">
        {vaultsTotal - vaultsRead} of {vaultsTotal} vaults could not be read. They may hold
        something that needs you.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<CircleCheck aria-hidden />} title="Nothing needs you">
      No certificate is expired, about to expire, failed or waiting, and no vault is open to all
      networks.
    </EmptyState>
  )
}

function ExpiryPanel({ expiries }: Pick<Attention, 'expiries'>) {
  const now = useNow()
  // By the day is enough for weeks, and saves counting thousands of dates at each tick of the clock.
  const day = Math.floor(now / 86_400_000) * 86_400_000
  const weeks = useMemo(
    () =>
      countByWeek(
        expiries.flatMap((one) => one.expiresOn ?? []),
        new Date(day),
      ),
    [expiries, day],
  )
  const total = weeks.reduce((sum, week) => sum + week.count, 0)
  return (
    <Panel title="Expiring by week" note={`${total.toLocaleString('en-GB')} within 6 months`}>
      <ExpiryChart weeks={weeks} />
    </Panel>
  )
}

function BoardSkeleton() {
  return (
    <>
      <Panel title="Needs attention" padding="none">
        <LoadingState label="Reading what needs attention in your vaults" lines={6} />
      </Panel>
      <div aria-hidden className="grid gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <Panel title="Expiring by week">
          <Skeleton className="h-43 w-full" />
        </Panel>
        <Panel title="At a glance">
          <Skeleton className="h-43 w-full" />
        </Panel>
      </div>
    </>
  )
}
