'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { RightNote } from '#components/certificates/right-note.tsx'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { deletePolicyCode } from '#lib/domain/access/policy-code.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { deleteAccessPolicies, refreshAccess } from '#lib/features/access-policies/client.ts'
import type { AccessPolicies, PolicyRow } from '#lib/features/access-policies/schema.ts'
import { policyKey, policyName } from './policy-list.tsx'
import { sendable } from './policy-model.ts'
import { PolicySummary } from './policy-summary.tsx'

interface RemoveDialogProps {
  vault: string
  policies: AccessPolicies
  /** As the person saw them. */
  rows: readonly PolicyRow[]
  onClose: () => void
  onRemoved: () => void
}

/** Removes whole entries in one request, after what they permit was said. */
export function RemoveDialog({ vault, policies, rows, onClose, onRemoved }: RemoveDialogProps) {
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [first] = rows
  const one = rows.length === 1 && first !== undefined
  const what = one ? `the entry of ${policyName(first)}` : `${rows.length} entries`

  const remove = async () => {
    setBusy(true)
    setFailure(null)
    const entries = rows.map(({ objectId, applicationId, permissions }) => ({
      objectId,
      applicationId,
      permissions: sendable(permissions) ?? {},
    }))
    const result = await deleteAccessPolicies({ vault, entries })
    if (!result.ok) {
      setFailure(result.failure)
      setBusy(false)
      await refreshAccess(queryClient, vault)
      return
    }
    await refreshAccess(queryClient, vault)
    showToast({ tone: 'ok', title: `Removed ${what}` })
    onRemoved()
    onClose()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      busy={busy}
      title={`Remove ${what}`}
      description={`Whoever gets into ${vault} by ${one ? 'it' : 'them'} alone is refused from the next request on.`}
      actions={
        <>
          <Button onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button variant="danger" loading={busy} onClick={() => void remove()}>
            {one ? 'Remove entry' : `Remove ${rows.length} entries`}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {rows.some(({ principal }) => principal.isYou) && (
          <Banner tone="warn" title="One of them admits you">
            You could give it back to yourself as long as you may manage the vault.
          </Banner>
        )}
        <ul
          aria-label="Entries to remove"
          className="max-h-72 divide-y divide-line overflow-y-auto rounded-md border border-line"
        >
          {rows.map((row) => (
            <li key={policyKey(row)} className="grid gap-1 px-3 py-2">
              <span className="font-medium break-words">{policyName(row)}</span>
              <PolicySummary permissions={row.permissions} />
            </li>
          ))}
        </ul>
        {failure !== null && (
          <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
        )}
        <RightNote
          plane="management"
          right="Microsoft.KeyVault/vaults/accessPolicies/write"
          builtInRole="Key Vault Contributor"
        />
        <ShowAsCode writes={() => rows.map((row) => deletePolicyCode(policies.id, row))} />
      </div>
    </Dialog>
  )
}
