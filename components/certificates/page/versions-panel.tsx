'use client'

import { useQuery } from '@tanstack/react-query'
import { useRead } from '#components/shell/use-read.ts'
import { Badge } from '#components/ui/badge.tsx'
import { useNow } from '#components/ui/clock-provider.tsx'
import { cx } from '#components/ui/cx.ts'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { certificateStatus } from '#lib/domain/certificates/status.ts'
import { certificateQuery, versionsQuery } from '#lib/features/certificates/client.ts'
import type { VersionSummary } from '#lib/features/certificates/schema.ts'
import { StatusBadge } from '../status-badge.tsx'
import { PanelFailure } from './panel-failure.tsx'

interface VersionsPanelProps {
  vault: string
  name: string
  /** The version whose page this is. */
  shown?: string
}

/** All versions, newest first; the shown one is marked. */
export function VersionsPanel({ vault, name, shown }: VersionsPanelProps) {
  const { data: versions, failure, reading, retry } = useRead(versionsQuery(vault, name))
  // As far as its page has read it: a list of versions does not tell of the policy.
  const { data: certificate } = useQuery({ ...certificateQuery(vault, name), enabled: false })
  return (
    <Panel
      title="Versions"
      note={versions?.length}
      padding="none"
      actions={
        versions !== undefined &&
        versions.length > 1 && (
          <TextLink href={paths.vault(vault).compareVersions(name, pairWith(versions, shown))}>
            Compare
          </TextLink>
        )
      }
    >
      {versions !== undefined ? (
        versions.length === 0 ? (
          <p className="p-4 text-ink-2">None has been issued yet.</p>
        ) : (
          <ul
            aria-label="Versions, newest first"
            className="max-h-104 divide-y divide-line overflow-y-auto"
          >
            {versions.map((version) => (
              <VersionRow
                key={version.version}
                version={version}
                renewalDueOn={version.current ? (certificate?.renewalDueOn ?? null) : null}
                href={paths.vault(vault).certificateVersion(name, version.version)}
                shown={version.version === shown}
              />
            ))}
          </ul>
        )
      ) : failure !== null ? (
        <PanelFailure failure={failure} onRetry={retry} retrying={reading} />
      ) : (
        <LoadingState label={`Reading the versions of ${name}`} lines={3} />
      )}
    </Panel>
  )
}

/** A superseded version is compared with the current one; the current one with the one before. */
function pairWith(versions: readonly VersionSummary[], shown: string | undefined) {
  const [newest, second] = versions
  const from = shown === undefined || shown === newest?.version ? second?.version : shown
  return { ...(from && { from }), ...(newest && { to: newest.version }) }
}

interface VersionRowProps {
  version: VersionSummary
  renewalDueOn: string | null
  href: string
  shown: boolean
}

function VersionRow({ version, renewalDueOn, href, shown }: VersionRowProps) {
  const now = useNow()
  const status = certificateStatus({ ...version, renewalDueOn }, new Date(now))
  return (
    <li className={cx('flex min-h-10.5 items-center gap-3 px-4 py-1.5', shown && 'bg-brass-tint')}>
      <TextLink
        quiet
        href={href}
        aria-current={shown ? 'page' : undefined}
        data-tip={version.version}
        className="font-mono text-xs"
      >
        <span className="visually-hidden">Version </span>
        {version.version.slice(0, 8)}…
      </TextLink>
      <span className="min-w-0 flex-1 truncate text-ink-3">
        {version.current
          ? 'current'
          : version.createdOn !== null && <RelativeTime time={version.createdOn} />}
      </span>
      {!version.current && (status === 'healthy' || status === 'expiring') ? (
        <Badge tone="neutral">Superseded</Badge>
      ) : (
        <StatusBadge status={status} />
      )}
    </li>
  )
}
