'use client'

import { PanelFailure } from '#components/certificates/page/panel-failure.tsx'
import type { Read } from '#components/shell/use-read.ts'
import { Badge } from '#components/ui/badge.tsx'
import { useNow } from '#components/ui/clock-provider.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { nextRenewal } from '#lib/domain/certificates/policy/next-renewal.ts'
import type { IssuerUse, IssuerUses } from '#lib/features/issuers/schema.ts'

interface UsesPanelProps {
  vault: string
  name: string
  read: Read<IssuerUses>
}

/** The certificates whose policy names the issuer, and when they come to it next. */
export function UsesPanel({ vault, name, read }: UsesPanelProps) {
  const { data, failure, reading, retry } = read
  return (
    <Panel title="Where it is used" note={data?.uses.length} padding="none">
      {data !== undefined ? (
        <>
          {data.uses.length === 0 ? (
            <p className="p-4 text-ink-2">No policy in this vault names it.</p>
          ) : (
            <ul
              aria-label={`Certificates that use ${name}`}
              className="max-h-104 divide-y divide-line overflow-y-auto"
            >
              {data.uses.map((use) => (
                <UseRow key={use.name} vault={vault} use={use} />
              ))}
            </ul>
          )}
          {data.unread.length > 0 && (
            <p className="border-t border-line px-4 py-2.5 text-xs text-ink-2">
              {data.unread.length === 1
                ? '1 certificate could not be read and may use it as well: '
                : `${data.unread.length} certificates could not be read and may use it as well: `}
              {data.unread[0]?.failure.title}.
            </p>
          )}
        </>
      ) : failure !== null ? (
        <PanelFailure failure={failure} onRetry={retry} retrying={reading} />
      ) : (
        <LoadingState label="Reading the policies of this vault" lines={3} />
      )}
    </Panel>
  )
}

function UseRow({ vault, use }: { vault: string; use: IssuerUse }) {
  const { what, at } = nextRenewal(use.policy, use.version, new Date(useNow()))
  return (
    <li className="flex min-h-10.5 items-center gap-3 px-4 py-2">
      <div className="min-w-0 flex-1">
        <TextLink quiet href={paths.vault(vault).certificate(use.name)} className="block truncate">
          {use.name}
        </TextLink>
        <p className="text-xs text-ink-3">
          {what}
          {at !== null && (
            <>
              {' '}
              <RelativeTime time={at} />
            </>
          )}
        </p>
      </div>
      {use.order?.status === 'failed' && <Badge tone="bad">Order failed</Badge>}
      {use.order?.status === 'inProgress' && <Badge tone="info">Ordered</Badge>}
    </li>
  )
}
