'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { formatDateTime } from '#components/ui/format-time.ts'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { TagEditor, type TagPair } from '#components/ui/tag-editor.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useLeaveWarning } from '#components/ui/use-leave-warning.ts'
import { sameTags, tagLimits } from '#lib/domain/certificates/tags.ts'
import {
  disablingWords,
  reapplySettings,
  sameSettings,
  settingsChanges,
  tagChanges,
  type VersionSettings,
} from '#lib/domain/certificates/version-settings.ts'
import type { Failure } from '#lib/domain/failure.ts'
import {
  refreshCertificates,
  updateVersion,
  versionQuery,
} from '#lib/features/certificates/client.ts'
import type { CertificateVersion } from '#lib/features/certificates/schema.ts'
import { fromTagPairs, tagPairsProblem, toTagPairs } from '../fields/tag-pairs.ts'
import { RightNote } from '../right-note.tsx'
import { asWriteFailure } from '../write-words.ts'

const ChangedMeanwhile = dynamic(
  () => import('../changed-meanwhile.tsx').then((module) => module.ChangedMeanwhile),
  { ssr: false },
)
const ShowAsCode = dynamic(
  () => import('#components/code/show-as-code.tsx').then((module) => module.ShowAsCode),
  { ssr: false },
)

const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

/** What was touched, and what the vault held when that began. */
interface Editing {
  readonly seen: VersionSettings
  readonly enabled?: boolean
  readonly tags?: TagPair[]
}

/** What the service lets people change on a version: whether it is enabled, and its tags. */
export function SettingsPanel({ version }: { version: CertificateVersion }) {
  const queryClient = useQueryClient()
  // Only what was touched is kept here: the rest follows the vault when it is read again.
  const [editing, setEditing] = useState<Editing | null>(null)
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  const held: VersionSettings = { enabled: version.enabled, tags: version.tags }
  const seen = editing?.seen ?? held
  const enabled = editing?.enabled ?? held.enabled
  const tags = editing?.tags ?? toTagPairs(held.tags)
  const mine: VersionSettings = { enabled, tags: fromTagPairs(tags) }
  const tagProblem = tagPairsProblem(tags)
  const enabledChanged = enabled !== held.enabled
  const tagsChanged = tagProblem !== undefined || !sameTags(mine.tags, held.tags)
  const dirty = editing !== null && (enabledChanged || tagsChanged)
  const changedMeanwhile = dirty && !sameSettings(seen, held)
  useLeaveWarning(dirty)
  const change = {
    vault: version.vault,
    name: version.name,
    version: version.version,
    ...(enabledChanged ? { enabled } : {}),
    ...(tagsChanged ? { tags: mine.tags } : {}),
  }

  const edit = (change: Pick<Editing, 'enabled' | 'tags'>) =>
    setEditing({ ...(dirty && editing !== null ? editing : { seen: held }), ...change })

  const discard = () => {
    setEditing(null)
    setAsked(false)
    setFailure(null)
  }

  const reapply = () => {
    const next = reapplySettings(seen, mine, held)
    setEditing({ seen: held, enabled: next.enabled, tags: toTagPairs(next.tags) })
    setFailure(null)
  }

  const save = async () => {
    setAsked(true)
    if (busy || !dirty || changedMeanwhile || tagProblem !== undefined) return
    setBusy(true)
    setFailure(null)
    const { vault, name } = version
    const result = await updateVersion({ ...change, seen })
    if (result.ok) {
      await refreshCertificates(queryClient, vault)
      showToast({ tone: 'ok', title: 'Settings saved' })
      discard()
    } else {
      setFailure(result.failure)
      if (result.failure.code === 'changed-meanwhile') {
        await queryClient.invalidateQueries(versionQuery(vault, name, version.version))
      }
    }
    setBusy(false)
  }

  return (
    <Panel title="Settings" padding="none">
      <form
        noValidate
        aria-label="Settings"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <div className="grid gap-4 p-4">
          <Segmented
            label="Enabled"
            name="enabled"
            value={enabled ? 'yes' : 'no'}
            onChange={(event) => edit({ enabled: event.target.value === 'yes' })}
            options={yesNo}
            hint="When disabled, key and secret of this version are locked too."
          />
          <div className="grid gap-4 sm:grid-cols-2">
            <FixedDate label="Activates" time={version.notBefore} />
            <FixedDate label="Expires" time={version.expiresOn} />
          </div>
          <p className="-mt-2 max-w-prose text-xs text-ink-3">
            Both dates are written in the signed certificate, so nobody can change them. For other
            dates issue a new version.
          </p>
          <TagEditor
            label="Tags"
            value={tags}
            onChange={(next) => edit({ tags: next })}
            max={tagLimits.count}
            error={asked ? tagProblem : undefined}
          />
        </div>
        <div className="grid gap-3 border-t border-line px-4 py-3">
          {changedMeanwhile ? (
            <ChangedMeanwhile
              what="this version"
              changedOn={version.updatedOn}
              changes={settingsChanges(seen, held)}
              onTake={discard}
              onReapply={reapply}
            />
          ) : (
            failure !== null && (
              <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
            )
          )}
          {dirty && !changedMeanwhile && (
            <ul aria-label="Changes" className="list-disc pl-4 text-ink-2">
              {enabledChanged && (
                <li>
                  Enabled: {held.enabled ? 'Yes' : 'No'} → {enabled ? 'Yes' : 'No'}.{' '}
                  {enabled
                    ? 'Applications can use this version, its key and its secret again.'
                    : 'Applications that ask for this version get an error from now on.'}
                  {!enabled && (
                    <ul aria-label="What else happens" className="list-disc pl-4 text-xs">
                      {disablingWords(version.current).map((words) => (
                        <li key={words}>{words}</li>
                      ))}
                    </ul>
                  )}
                </li>
              )}
              {tagsChanged && <TagLines before={held.tags} after={mine.tags} />}
            </ul>
          )}
          <div className="flex flex-wrap items-center gap-2">
            <Button
              type="submit"
              data-submit
              variant="primary"
              loading={busy}
              inactive={!dirty || changedMeanwhile}
            >
              Save
            </Button>
            <Button inactive={!dirty || busy} onClick={discard}>
              Discard
            </Button>
            {dirty && (
              <ShowAsCode
                writes={() => [{ kind: 'update-version', ...change }]}
                faults={() => (tagProblem === undefined ? [] : [tagProblem])}
              />
            )}
            <div className="ml-auto min-w-0 max-w-96 max-sm:ml-0">
              <RightNote
                plane="data"
                right="certificates/update"
                builtInRole="Key Vault Certificates Officer"
              />
            </div>
          </div>
        </div>
      </form>
    </Panel>
  )
}

function TagLines({
  before,
  after,
}: {
  before: VersionSettings['tags']
  after: VersionSettings['tags']
}) {
  const changes = tagChanges(before, after)
  if (changes.length === 0) return <li>Tags: incomplete.</li>
  return changes.map((words) => <li key={words}>{words}.</li>)
}

/** A date that can be seen and copied but not set. */
function FixedDate({ label, time }: { label: string; time: string | null }) {
  return (
    <Field label={label}>
      {(control) => (
        <div className="flex h-8 items-center justify-between gap-3 rounded-md border border-line bg-hover px-2.5">
          <output {...control} className="truncate">
            {time === null ? 'not set' : formatDateTime(new Date(time))}
          </output>
          {time !== null && <RelativeTime time={time} className="text-ink-3" />}
        </div>
      )}
    </Field>
  )
}
