'use client'

import dynamic from 'next/dynamic'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Banner } from '#components/ui/banner.tsx'
import { useNow } from '#components/ui/clock-provider.tsx'
import { type Definition, DefinitionList } from '#components/ui/definition-list.tsx'
import { formatDateTime } from '#components/ui/format-time.ts'
import { LinkButton } from '#components/ui/link-button.tsx'
import { PageHeader } from '#components/ui/page-header.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { LoadingState, Skeleton } from '#components/ui/skeleton.tsx'
import { paths } from '#lib/base/paths.ts'
import { certificateStatus } from '#lib/domain/certificates/status.ts'
import { versionQuery, versionsQuery } from '#lib/features/certificates/client.ts'
import type { CertificateVersion } from '#lib/features/certificates/schema.ts'
import { describeHealth } from '../health.ts'
import { StatusBadge } from '../status-badge.tsx'
import { ActivityPanel } from './activity-panel.tsx'
import { DownloadMenu } from './download-menu.tsx'
import { FactsPanel } from './facts-panel.tsx'
import { IdentifiersPanel } from './identifiers-panel.tsx'
import { SettingsPanel } from './settings-panel.tsx'
import { VersionsPanel } from './versions-panel.tsx'
import { renewsItself } from './words.ts'

const MissingCertificate = dynamic(
  () => import('./missing-certificate.tsx').then((module) => module.MissingCertificate),
  { loading: () => null },
)

interface VersionPageProps {
  vault: string
  name: string
  version: string
}

/** One version of a certificate, with all its fields and what can be changed about it. */
export function VersionPage({ vault, name, version }: VersionPageProps) {
  const { data, failure, reading, retry } = useRead(versionQuery(vault, name, version))
  if (failure?.code === 'not-found') {
    return (
      <>
        <PageHeader title={name} />
        <MissingCertificate vault={vault} name={name} version={version} />
      </>
    )
  }
  return (
    <>
      <VersionHeader
        vault={vault}
        name={name}
        version={version}
        data={data}
        failed={failure !== null}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid gap-4">
          {failure !== null && (
            <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
          )}
          {data !== undefined ? (
            <>
              <FactsPanel version={data} />
              <SettingsPanel key={data.version} version={data} />
              <IdentifiersPanel version={data} />
              <HistoryPanel version={data} />
            </>
          ) : (
            failure === null && (
              <Panel title="Certificate" padding="none">
                <LoadingState label={`Reading ${name}`} lines={8} />
              </Panel>
            )
          )}
        </div>
        <div className="grid gap-4">
          <VersionsPanel vault={vault} name={name} shown={version} />
          <ActivityPanel vault={vault} name={name} />
        </div>
      </div>
    </>
  )
}

interface VersionHeaderProps extends VersionPageProps {
  data: CertificateVersion | undefined
  failed: boolean
}

function VersionHeader({ vault, name, version, data, failed }: VersionHeaderProps) {
  const now = useNow()
  const all = useRead(versionsQuery(vault, name)).data
  const current = all?.find((other) => other.current)
  const superseded = current !== undefined && current.version !== version
  const status = data && certificateStatus(data, new Date(now))
  const health =
    data &&
    status &&
    describeHealth(
      {
        status,
        unissued: false,
        notBefore: data.notBefore,
        expiresOn: data.expiresOn,
        operation: null,
        renewsItself: renewsItself(data.policy),
      },
      now,
    )
  return (
    <>
      <PageHeader
        title={name}
        status={status && <StatusBadge status={status} />}
        description={
          <>
            Version <code className="break-all">{version}</code>
            {current !== undefined && (
              <>
                {' '}
                · {superseded ? 'superseded, one' : 'current'}
                {all !== undefined && all.length > 1 && ` of ${all.length}`}
              </>
            )}
            {data === undefined
              ? !failed && <Skeleton className="mt-1 w-40" />
              : data.expiresOn !== null && (
                  <>
                    {' '}
                    · {Date.parse(data.expiresOn) <= now ? 'expired' : 'expires'}{' '}
                    <RelativeTime time={data.expiresOn} />
                  </>
                )}
          </>
        }
        actions={
          <>
            {data !== undefined && <DownloadMenu version={data} />}
            <LinkButton href={paths.vault(vault).certificate(name)}>All versions</LinkButton>
          </>
        }
      />
      {superseded ? (
        <Banner
          tone="info"
          title="A newer version exists."
          actions={
            <LinkButton
              size="sm"
              href={paths.vault(vault).certificateVersion(name, current.version)}
            >
              Open current version
            </LinkButton>
          }
        >
          Only applications that name this version explicitly still use it.
        </Banner>
      ) : (
        health && (
          <Banner tone={health.tone} title={health.title}>
            {health.detail}
          </Banner>
        )
      )}
    </>
  )
}

/** When the vault got this version and when somebody last changed it. */
function HistoryPanel({ version }: { version: CertificateVersion }) {
  const items: Definition[] = [
    { term: 'Created', value: <When time={version.createdOn} /> },
    { term: 'Updated', value: <When time={version.updatedOn} /> },
    {
      term: 'Recovery',
      value:
        version.recoverableDays === null
          ? version.recoveryLevel
          : `recoverable for ${version.recoverableDays} days after deletion${version.recoveryLevel?.includes('Purgeable') ? ', can be purged before' : ''}`,
    },
  ]
  return (
    <Panel title="In the vault">
      <DefinitionList items={items} />
    </Panel>
  )
}

function When({ time }: { time: string | null }) {
  if (time === null) return <span className="text-ink-3">unknown</span>
  return (
    <>
      {formatDateTime(new Date(time))}{' '}
      <span className="text-ink-3">
        · <RelativeTime time={time} />
      </span>
    </>
  )
}
