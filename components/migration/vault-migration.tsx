'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { NamesNotice } from '#components/access/names-notice.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Banner } from '#components/ui/banner.tsx'
import { useNow } from '#components/ui/clock-provider.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState, Skeleton } from '#components/ui/skeleton.tsx'
import { daysUntilRetirement } from '#lib/domain/access/migration-words.ts'
import { migrationQuery } from '#lib/features/permission-model/client.ts'
import type { MigrationReport } from '#lib/features/permission-model/schema.ts'
import { type Choices, count, modelWords } from './migration-model.ts'

// Not before there is a plan to show.
const PlanPanel = dynamic(() => import('./plan-panel.tsx').then((module) => module.PlanPanel), {
  loading: () => <Skeleton className="h-48" />,
})
const StepsPanel = dynamic(() => import('./steps-panel.tsx').then((module) => module.StepsPanel), {
  loading: () => <Skeleton className="h-48" />,
})

/** From access policies to Azure roles or back: what it means for everybody, then step by step. */
export function VaultMigration({ vault }: { vault: string }) {
  const { data, failure, reading, retry } = useRead(migrationQuery(vault))
  if (data !== undefined) return <Loaded vault={vault} report={data} />
  if (failure !== null) {
    return <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
  }
  return (
    <Panel padding="none">
      <LoadingState label={`Planning the switch of ${vault}`} lines={8} />
    </Panel>
  )
}

function Loaded({ vault, report }: { vault: string; report: MigrationReport }) {
  const [choices, setChoices] = useState<Choices>({})
  const switched = report.state === 'switched'
  return (
    <div className="grid gap-4">
      <Banner
        tone="info"
        title={
          switched
            ? `${vault} was switched to ${modelWords[report.to]}`
            : `From ${modelWords[report.permissionModel]} to ${modelWords[report.to]}`
        }
      >
        {switched
          ? 'The access policies it came from are still there and count for nothing: it can be rolled back.'
          : 'This is a dry run: nothing changes before you carry it out below.'}{' '}
        <Retirement />
      </Banner>
      <NamesNotice unread={report.directoryUnread} />
      <StepsPanel vault={vault} report={report} choices={choices} />
      <PlanPanel
        report={report}
        choices={choices}
        {...(switched
          ? {}
          : {
              onChoose: (id: string, way: number) =>
                setChoices((others) => ({ ...others, [id]: way })),
            })}
      />
    </div>
  )
}

/** https://learn.microsoft.com/azure/key-vault/general/migrate-api-version */
function Retirement() {
  const days = daysUntilRetirement(useNow())
  return (
    <>
      {days === 0
        ? 'Management api-versions before 2026-02-01 stopped on 27 February 2027.'
        : `Management api-versions before 2026-02-01 stop in ${count(days, 'day')}, on 27 February 2027.`}{' '}
      With the newer ones a new vault is on Azure roles unless it says otherwise; vaults that are
      there stay as they are.
    </>
  )
}
