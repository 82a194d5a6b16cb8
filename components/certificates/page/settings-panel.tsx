'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Button } from '#components/ui/button.tsx'
import { Field } from '#components/ui/field.tsx'
import { formatDateTime } from '#components/ui/format-time.ts'
import { Panel } from '#components/ui/panel.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { TagEditor, type TagPair } from '#components/ui/tag-editor.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { sameTags, tagLimits } from '#lib/domain/certificates/tags.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { refreshCertificates, updateVersion } from '#lib/features/certificates/client.ts'
import type { CertificateVersion } from '#lib/features/certificates/schema.ts'
import { fromTagPairs, tagPairsProblem, toTagPairs } from '../fields/tag-pairs.ts'
import { RightNote } from '../right-note.tsx'
import { asWriteFailure } from '../write-words.ts'

const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

/** What the service lets people change on a version: whether it is enabled, and its tags. */
export function SettingsPanel({ version }: { version: CertificateVersion }) {
  const queryClient = useQueryClient()
  // Only what was touched is kept here: the rest follows the vault when it is read again.
  const [edited, setEdited] = useState<{ enabled?: boolean; tags?: TagPair[] }>({})
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  const enabled = edited.enabled ?? version.enabled
  const tags = edited.tags ?? toTagPairs(version.tags)
  const wanted = fromTagPairs(tags)
  const enabledChanged = enabled !== version.enabled
  const tagProblem = tagPairsProblem(tags)
  const tagsChanged = tagProblem !== undefined || !sameTags(wanted, version.tags)
  const dirty = enabledChanged || tagsChanged
  useLeaveWarning(dirty)
  const change = {
    vault: version.vault,
    name: version.name,
    version: version.version,
    ...(enabledChanged ? { enabled } : {}),
    ...(tagsChanged ? { tags: wanted } : {}),
  }

  const discard = () => {
    setEdited({})
    setAsked(false)
    setFailure(null)
  }

  const save = async () => {
    setAsked(true)
    if (busy || tagProblem !== undefined) return
    setBusy(true)
    setFailure(null)
    const result = await updateVersion(change)
    if (result.ok) {
      await refreshCertificates(queryClient, version.vault)
      showToast({ tone: 'ok', title: 'Settings saved' })
      setEdited({})
      setAsked(false)
    } else {
      setFailure(result.failure)
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
            onChange={(event) => setEdited({ ...edited, enabled: event.target.value === 'yes' })}
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
            onChange={(next) => setEdited({ ...edited, tags: next })}
            max={tagLimits.count}
            error={asked ? tagProblem : undefined}
          />
        </div>
        <div className="grid gap-3 border-t border-line px-4 py-3">
          {failure !== null && (
            <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
          )}
          {dirty && (
            <ul aria-label="Changes" className="list-disc pl-4 text-ink-2">
              {enabledChanged && (
                <li>
                  Enabled: {version.enabled ? 'Yes' : 'No'} → {enabled ? 'Yes' : 'No'}.{' '}
                  {enabled
                    ? 'Applications can use this version again.'
                    : 'Applications that ask for this version get an error from now on.'}
                </li>
              )}
              {tagsChanged && <li>{tagChange(version.tags, wanted)}</li>}
            </ul>
          )}
          <div className="flex flex-wrap items-center gap-2">
            <Button type="submit" variant="primary" loading={busy} disabled={!dirty}>
              Save
            </Button>
            <Button disabled={!dirty || busy} onClick={discard}>
              Discard
            </Button>
            {dirty && (
              <ShowAsCode
                writes={() => [{ kind: 'update-version', ...change }]}
                missing={tagProblem}
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

type Tags = Readonly<Record<string, string>>

/** `Tags: env=prod added, team removed.` */
function tagChange(before: Tags, after: Tags): string {
  const parts = [
    ...Object.entries(after).flatMap(([name, value]) =>
      !Object.hasOwn(before, name)
        ? [`${name}=${value} added`]
        : before[name] === value
          ? []
          : [`${name}: ${before[name]} → ${value}`],
    ),
    ...Object.keys(before).flatMap((name) =>
      Object.hasOwn(after, name) ? [] : [`${name} removed`],
    ),
  ]
  return `Tags: ${parts.length === 0 ? 'incomplete' : parts.join(', ')}.`
}

/** Lets the browser ask before a page with unsaved changes goes. */
function useLeaveWarning(dirty: boolean) {
  useEffect(() => {
    if (!dirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [dirty])
}
