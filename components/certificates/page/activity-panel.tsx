'use client'

import BadgeCheck from 'lucide-react/icons/badge-check'
import CircleStop from 'lucide-react/icons/circle-stop'
import Download from 'lucide-react/icons/download'
import FilePlus from 'lucide-react/icons/file-plus'
import FileUp from 'lucide-react/icons/file-up'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal'
import Trash from 'lucide-react/icons/trash-2'
import type { ReactNode } from 'react'
import { useRead } from '#components/shell/use-read.ts'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { activityQuery } from '#lib/features/activity/client.ts'
import type { Activity, ActivityOutcome, ActivityVerb } from '#lib/features/activity/schema.ts'
import { PanelFailure } from './panel-failure.tsx'

interface VerbLook {
  readonly words: string
  readonly icon: ReactNode
}

const verbs: Record<ActivityVerb, VerbLook> = {
  'certificates.create': { words: 'Created', icon: <FilePlus aria-hidden /> },
  'certificates.import': { words: 'Imported', icon: <FileUp aria-hidden /> },
  'certificates.update-version': {
    words: 'Settings changed',
    icon: <SlidersHorizontal aria-hidden />,
  },
  'certificates.update-policy': {
    words: 'Policy changed',
    icon: <SlidersHorizontal aria-hidden />,
  },
  'certificates.create-version': { words: 'Version issued', icon: <FilePlus aria-hidden /> },
  'certificates.delete': { words: 'Deleted', icon: <Trash aria-hidden /> },
  'certificates.recover': { words: 'Recovered', icon: <RotateCcw aria-hidden /> },
  'certificates.purge': { words: 'Purged', icon: <Trash aria-hidden /> },
  'certificates.export-private': {
    words: 'Private key exported',
    icon: <Download aria-hidden />,
  },
  'pending.merge': { words: 'Signed certificate merged', icon: <BadgeCheck aria-hidden /> },
  'pending.cancel': { words: 'Cancellation asked for', icon: <CircleStop aria-hidden /> },
  'pending.delete-operation': { words: 'Pending operation deleted', icon: <Trash aria-hidden /> },
  'issuers.create': { words: 'Connected to the CA', icon: <FilePlus aria-hidden /> },
  'issuers.update': { words: 'Settings changed', icon: <SlidersHorizontal aria-hidden /> },
  'issuers.delete': { words: 'Deleted', icon: <Trash aria-hidden /> },
  'contacts.update': { words: 'Contacts changed', icon: <SlidersHorizontal aria-hidden /> },
  'certificates.export-chain': { words: 'Chain exported', icon: <Download aria-hidden /> },
  'certificates.backup': { words: 'Backed up', icon: <Download aria-hidden /> },
  'certificates.restore': {
    words: 'Restored from a backup',
    icon: <FileUp aria-hidden />,
  },
  'vaults.create': { words: 'Created', icon: <FilePlus aria-hidden /> },
  'vaults.update': { words: 'Settings changed', icon: <SlidersHorizontal aria-hidden /> },
  'vaults.delete': { words: 'Deleted', icon: <Trash aria-hidden /> },
  'vaults.recover': { words: 'Recovered', icon: <RotateCcw aria-hidden /> },
  'vaults.purge': { words: 'Purged', icon: <Trash aria-hidden /> },
  'network.update': { words: 'Network changed', icon: <SlidersHorizontal aria-hidden /> },
  'network.update-connection': {
    words: 'Private endpoint answered',
    icon: <BadgeCheck aria-hidden />,
  },
  'network.update-subnet': {
    words: 'Service endpoint enabled',
    icon: <SlidersHorizontal aria-hidden />,
  },
  'network.create-temporary-rule': { words: 'Let in for a while', icon: <FilePlus aria-hidden /> },
  'network.delete-temporary-rule': {
    words: 'Temporary rule closed',
    icon: <CircleStop aria-hidden />,
  },
  'access-policies.update': {
    words: 'Access changed',
    icon: <SlidersHorizontal aria-hidden />,
  },
  'access-policies.delete': { words: 'Access removed', icon: <Trash aria-hidden /> },
  'roles.create': { words: 'Role assigned', icon: <BadgeCheck aria-hidden /> },
  'roles.delete': { words: 'Role removed', icon: <Trash aria-hidden /> },
  'permission-model.update': {
    words: 'Permission model changed',
    icon: <SlidersHorizontal aria-hidden />,
  },
}

const outcomes: Record<ActivityOutcome, string> = {
  done: '',
  refused: 'refused',
  failed: 'failed',
  unknown: 'outcome unknown',
}

interface ActivityPanelProps {
  vault: string
  name: string
  /** True where the mails about it can be read. */
  mails?: boolean
}

/** What was done to it through this console, newest first. */
export function ActivityPanel({ vault, name, mails = false }: ActivityPanelProps) {
  const {
    data: entries,
    failure,
    reading,
    retry,
  } = useRead(activityQuery({ vault, name, limit: 20 }))
  return (
    <Panel
      title="What happened"
      note="through this console"
      padding="none"
      actions={mails && <TextLink href={paths.mails(name)}>Mails about it</TextLink>}
    >
      {entries !== undefined ? (
        entries.length === 0 ? (
          <p className="p-4 text-ink-2">
            Nothing yet. What is done with other tools is in the vault's own log.
          </p>
        ) : (
          <ul
            aria-label="What happened, newest first"
            className="max-h-104 divide-y divide-line overflow-y-auto"
          >
            {entries.map((entry) => (
              <ActivityRow key={entry.id} entry={entry} />
            ))}
          </ul>
        )
      ) : failure !== null ? (
        <PanelFailure failure={failure} onRetry={retry} retrying={reading} />
      ) : (
        <LoadingState label="Reading what happened" lines={3} />
      )}
    </Panel>
  )
}

function ActivityRow({ entry }: { entry: Activity }) {
  const { words, icon } = verbs[entry.verb]
  const outcome = outcomes[entry.outcome]
  return (
    <li className="flex gap-3 px-4 py-2.5">
      <span className="mt-0.5 text-ink-3 [&>svg]:size-4">{icon}</span>
      <div className="min-w-0 flex-1">
        <p className="flex justify-between gap-3">
          <span className="min-w-0">
            {words}
            {outcome !== '' && (
              <span className={entry.outcome === 'unknown' ? 'text-warn' : 'text-bad'}>
                , {outcome}
              </span>
            )}
          </span>
          <RelativeTime time={entry.at} className="shrink-0 text-ink-3" />
        </p>
        <p className="truncate text-xs text-ink-3">{entry.actor.name}</p>
        {entry.reason !== null && (
          <p className="mt-0.5 text-xs break-words text-ink-2">“{entry.reason}”</p>
        )}
        {entry.detail !== null && (
          <p className="mt-0.5 text-xs break-words text-ink-2">{entry.detail}</p>
        )}
      </div>
    </li>
  )
}
