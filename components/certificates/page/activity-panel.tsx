'use client'

import type { LucideIcon } from 'lucide-react'
import BadgeCheck from 'lucide-react/icons/badge-check'
import CircleStop from 'lucide-react/icons/circle-stop'
import Download from 'lucide-react/icons/download'
import FilePlus from 'lucide-react/icons/file-plus'
import FileUp from 'lucide-react/icons/file-up'
import RotateCcw from 'lucide-react/icons/rotate-ccw'
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal'
import Trash from 'lucide-react/icons/trash-2'
import { useRead } from '#components/shell/use-read.ts'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { activityQuery } from '#lib/features/activity/client.ts'
import type { Activity, ActivityOutcome, ActivityVerb } from '#lib/features/activity/schema.ts'
import { PanelFailure } from './panel-failure.tsx'

const words: Record<ActivityVerb, string> = {
  'certificates.create': 'Created',
  'certificates.import': 'Imported',
  'certificates.update-version': 'Settings changed',
  'certificates.update-policy': 'Policy changed',
  'certificates.create-version': 'Version issued',
  'certificates.delete': 'Deleted',
  'certificates.recover': 'Recovered',
  'certificates.purge': 'Purged',
  'certificates.export-private': 'Private key exported',
  'pending.merge': 'Signed certificate merged',
  'pending.cancel': 'Cancellation asked for',
  'pending.delete-operation': 'Pending operation deleted',
  'issuers.create': 'Connected to the CA',
  'issuers.update': 'Settings changed',
  'issuers.delete': 'Deleted',
  'contacts.update': 'Contacts changed',
  'certificates.export-chain': 'Chain exported',
  'certificates.backup': 'Backed up',
  'certificates.restore': 'Restored from a backup',
  'vaults.create': 'Created',
  'vaults.update': 'Settings changed',
  'vaults.delete': 'Deleted',
  'vaults.recover': 'Recovered',
  'vaults.purge': 'Purged',
  'network.update': 'Network changed',
  'network.update-connection': 'Private endpoint answered',
  'network.update-subnet': 'Service endpoint enabled',
  'network.create-temporary-rule': 'Let in for a while',
  'network.delete-temporary-rule': 'Temporary rule closed',
  'access-policies.update': 'Access changed',
  'access-policies.delete': 'Access removed',
  'roles.create': 'Role assigned',
  'roles.delete': 'Role removed',
  'permission-model.update': 'Permission model changed',
  'logs.create-setting': 'Logs sent to a workspace',
}

/** By the first word of what was done: `update` of `certificates.update-policy`. */
const icons: Readonly<Record<string, LucideIcon>> = {
  create: FilePlus,
  import: FileUp,
  restore: FileUp,
  update: SlidersHorizontal,
  delete: Trash,
  purge: Trash,
  recover: RotateCcw,
  export: Download,
  backup: Download,
  merge: BadgeCheck,
  cancel: CircleStop,
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
      note={mails ? undefined : 'through this console'}
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
  const Icon = icons[/\.([a-z]+)/.exec(entry.verb)?.[1] ?? ''] ?? SlidersHorizontal
  const outcome = outcomes[entry.outcome]
  return (
    <li className="flex gap-3 px-4 py-2.5">
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="flex justify-between gap-3">
          <span className="min-w-0">
            {words[entry.verb]}
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
