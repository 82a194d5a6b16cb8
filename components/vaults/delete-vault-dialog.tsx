'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { RightNote } from '#components/certificates/right-note.tsx'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { ConfirmByName } from '#components/ui/confirm-by-name.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { paths } from '#lib/base/paths.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { deleteVaultCode } from '#lib/domain/vaults/life-code.ts'
import { deleteVault, refreshVaults } from '#lib/features/vault-life/client.ts'
import type { Vault } from '#lib/features/vaults/schema.ts'

/** Deletes a vault with all it holds, after what is lost was said and its name typed. */
export function DeleteVaultDialog({ vault, onClose }: { vault: Vault; onClose: () => void }) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { name, subscriptionId, resourceGroup } = vault
  const place = { subscriptionId, resourceGroup, vault: name }
  const deleted = useRef(false)
  // Reads are refreshed when this page has gone: it would only learn that its vault is missing.
  useEffect(
    () => () => {
      if (deleted.current) void refreshVaults(queryClient)
    },
    [queryClient],
  )

  const confirm = async () => {
    setBusy(true)
    setFailure(null)
    const result = await deleteVault({ ...place, confirm: name })
    if (!result.ok) {
      setFailure(result.failure)
      setBusy(false)
      return
    }
    showToast({
      tone: 'ok',
      title: `${name} is deleted`,
      action: { label: 'Deleted vaults', href: paths.deletedVaults() },
    })
    deleted.current = true
    router.push(paths.vaults)
  }

  return (
    <ConfirmByName
      open
      onClose={onClose}
      title={`Delete ${name}`}
      name={name}
      confirmLabel="Delete vault"
      busy={busy}
      onConfirm={() => void confirm()}
      description={`All its keys, secrets and certificates stop working at once: whatever uses them fails. ${
        vault.softDeleteDays === null
          ? 'It can be recovered until Azure purges it.'
          : `It can be recovered for ${vault.softDeleteDays} days; until then nobody can use the name.`
      }`}
      error={
        failure !== null && (
          <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
        )
      }
    >
      <Banner tone="bad" title="These do not come back with a recovery">
        <ul className="mt-1 list-disc pl-4">
          <li>Role assignments on the vault and on what it holds</li>
          <li>Event Grid subscriptions to its events</li>
        </ul>
        {vault.permissionModel === 'rbac' && (
          <p className="mt-1">
            This vault is on Azure roles: after a recovery nobody gets in by a role of its own until
            it is assigned again.
          </p>
        )}
      </Banner>
      <RightNote
        plane="management"
        right="Microsoft.KeyVault/vaults/delete"
        builtInRole="Key Vault Contributor"
      />
      <ShowAsCode writes={() => [deleteVaultCode(place)]} />
    </ConfirmByName>
  )
}
