'use client'

import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { principalAccessQuery } from '#lib/features/access/client.ts'
import { NamesNotice } from './names-notice.tsx'
import { PrincipalVaults } from './principal-vaults.tsx'

/** Everything that somebody has, with what could not be read. */
export function PrincipalReport({ id }: { id: string }) {
  const { data, failure, reading, retry } = useRead(principalAccessQuery(id))
  if (data === undefined) {
    return failure !== null ? (
      <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
    ) : (
      <Panel padding="none">
        <LoadingState label="Looking in every vault" lines={8} />
      </Panel>
    )
  }
  const unread = [...data.failures, ...(data.rolesUnread === null ? [] : [data.rolesUnread])]
  return (
    <>
      {unread.map((one) => (
        <FailurePanel
          key={`${one.title} ${one.detail}`}
          failure={one}
          onRetry={retry}
          retrying={reading}
        />
      ))}
      <NamesNotice unread={data.directoryUnread} />
      <PrincipalVaults report={data} />
    </>
  )
}
