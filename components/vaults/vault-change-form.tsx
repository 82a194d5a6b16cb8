'use client'

import { useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useSearchParams } from 'next/navigation'
import { useState } from 'react'
import {
  fromTagPairs,
  tagPairsProblem,
  toTagPairs,
} from '#components/certificates/fields/tag-pairs.ts'
import { RightNote } from '#components/certificates/right-note.tsx'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { TagPair } from '#components/ui/tag-editor.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { useLeaveWarning } from '#components/ui/use-leave-warning.ts'
import type { Failure } from '#lib/domain/failure.ts'
import {
  isOvertaken,
  reapplyVaultSettings,
  type VaultSettings,
  vaultChange,
  vaultChangeWords,
} from '#lib/domain/vaults/settings.ts'
import { vaultTagProblems } from '#lib/domain/vaults/tags.ts'
import { refreshVaults, updateVault } from '#lib/features/vault-life/client.ts'
import { vaultQuery } from '#lib/features/vaults/client.ts'
import type { Vault } from '#lib/features/vaults/schema.ts'
import { VaultSettingsFields } from './vault-settings-fields.tsx'

const ChangedMeanwhile = dynamic(
  () =>
    import('#components/certificates/changed-meanwhile.tsx').then(
      (module) => module.ChangedMeanwhile,
    ),
  { ssr: false },
)
const loadCode = () => import('#lib/domain/vaults/life-code.ts')

/** What was touched, and what the vault was like when that began. */
interface Editing {
  readonly seen: VaultSettings
  readonly mine: VaultSettings
  readonly tags: TagPair[]
}

/** Changes settings of a vault; what is not touched is not sent. */
export function VaultChangeForm({ vault }: { vault: Vault }) {
  const queryClient = useQueryClient()
  const wanted = useSearchParams().get('set')
  const [editing, setEditing] = useState(() => prefilled(settingsOf(vault), wanted))
  const [asked, setAsked] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  const held = settingsOf(vault)
  const { seen, mine, tags } = editing ?? begin(held)
  const tagProblem = tagPairsProblem(tags, vaultTagProblems)
  const change = vaultChange(seen, mine)
  const words = vaultChangeWords(seen, change)
  const dirty = words.length > 0 || tagProblem !== undefined
  const overtaken = dirty && isOvertaken(seen, change, held)
  useLeaveWarning(dirty)
  const place = {
    subscriptionId: vault.subscriptionId,
    resourceGroup: vault.resourceGroup,
    vault: vault.name,
  }

  const edit = (part: Partial<VaultSettings>) => {
    const from = dirty && editing !== null ? editing : begin(held)
    setEditing({ ...from, mine: { ...from.mine, ...part } })
  }
  const editTags = (next: TagPair[]) => {
    const from = dirty && editing !== null ? editing : begin(held)
    setEditing({ ...from, tags: next, mine: { ...from.mine, tags: fromTagPairs(next) } })
  }
  const discard = () => {
    setEditing(null)
    setAsked(false)
    setFailure(null)
  }
  const reapply = () => {
    setEditing({ ...begin(reapplyVaultSettings(seen, mine, held)), seen: held })
    setFailure(null)
  }
  const save = async () => {
    setAsked(true)
    if (busy || words.length === 0 || overtaken || tagProblem !== undefined) return
    setBusy(true)
    setFailure(null)
    const { tags: wanted, ...rest } = change
    const result = await updateVault({
      ...place,
      before: { ...seen, tags: { ...seen.tags } },
      change: { ...rest, ...(wanted === undefined ? {} : { tags: { ...wanted } }) },
    })
    if (result.ok) {
      await refreshVaults(queryClient)
      showToast({ tone: 'ok', title: `${vault.name} is changed` })
      discard()
    } else {
      setFailure(result.failure)
      if (result.failure.code === 'changed-meanwhile') {
        await queryClient.invalidateQueries(vaultQuery(vault.name))
      }
    }
    setBusy(false)
  }

  return (
    <Panel title="Change settings" padding="none">
      <form
        noValidate
        aria-label={`Settings of ${vault.name}`}
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <VaultSettingsFields
          held={held}
          retentionDays={vault.softDeleteDays}
          mine={mine}
          tags={tags}
          tagProblem={asked ? tagProblem : undefined}
          onChange={edit}
          onTags={editTags}
        />
        <div className="grid gap-3 border-t border-line px-4 py-3">
          {overtaken ? (
            <ChangedMeanwhile
              what={vault.name}
              changedOn={vault.modifiedOn}
              changedBy={vault.modifiedBy}
              changes={vaultChangeWords(seen, vaultChange(seen, held))}
              onTake={discard}
              onReapply={reapply}
            />
          ) : (
            failure !== null && (
              <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
            )
          )}
          {words.length > 0 && !overtaken && (
            <ul aria-label="Changes" className="list-disc pl-4 text-ink-2">
              {words.map((word) => (
                <li key={word} className="break-words">
                  {word}
                </li>
              ))}
            </ul>
          )}
          <div className="flex flex-wrap items-center gap-2">
            <Button
              type="submit"
              data-submit
              variant="primary"
              loading={busy}
              inactive={!dirty || overtaken}
            >
              {change.purgeProtection === true ? 'Save, for good' : 'Save'}
            </Button>
            <Button inactive={!dirty || busy} onClick={discard}>
              Discard
            </Button>
            {dirty && (
              <ShowAsCode
                writes={async () => [(await loadCode()).updateVaultCode(place, change)]}
                faults={() => (tagProblem === undefined ? [] : [tagProblem])}
              />
            )}
            <div className="ml-auto min-w-0 max-w-96 max-sm:ml-0">
              <RightNote
                plane="management"
                right="Microsoft.KeyVault/vaults/write"
                builtInRole="Key Vault Contributor"
              />
            </div>
          </div>
        </div>
      </form>
    </Panel>
  )
}

/** Who comes from a check finds its fix chosen, and has to save it. */
function prefilled(held: VaultSettings, wanted: string | null): Editing | null {
  if (wanted !== 'purge-protection' || held.purgeProtection) return null
  return { ...begin({ ...held, purgeProtection: true }), seen: held }
}

function begin(settings: VaultSettings): Editing {
  return { seen: settings, mine: settings, tags: toTagPairs(settings.tags) }
}

function settingsOf(vault: Vault): VaultSettings {
  const { tags, sku, purgeProtection, forDeployment, forDiskEncryption, forTemplates } = vault
  return { tags, sku, purgeProtection, forDeployment, forDiskEncryption, forTemplates }
}
