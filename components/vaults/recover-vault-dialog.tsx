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
import { paths } from '#lib/base/paths.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { recoverVaultCode } from '#lib/domain/vaults/life-code.ts'
import { recoverVault, refreshVaults } from '#lib/features/vault-life/client.ts'
import type { DeletedVault } from '#lib/features/vault-life/schema.ts'
import { placeOfDeleted } from './deleted-place.ts'

interface RecoverVaultDialogProps {
  vault: DeletedVault
  onClose: () => void
}

/** Brings a vault back, after what stays lost was said. */
export function RecoverVaultDialog({ vault, onClose }: RecoverVaultDialogProps) {
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { name, tenantId } = vault
  const place = placeOfDeleted(vault)

  const recover = async () => {
    setBusy(true)
    setFailure(null)
    const result = await recoverVault({ ...place, tenantId })
    if (!result.ok) {
      setFailure(result.failure)
      setBusy(false)
      return
    }
    showToast({
      tone: 'ok',
      title: result.data.ready ? `${name} is back` : `${name} is on its way back`,
      detail: 'Assign its roles and event subscriptions anew.',
      action: { label: 'Open', href: paths.vault(name).settings },
    })
    await refreshVaults(queryClient)
    onClose()
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={`Recover ${name}`}
      description={`Into ${vault.resourceGroup}, with all its keys, secrets, certificates, access policies and settings.`}
      busy={busy}
      actions={
        <>
          <Button onClick={onClose} disabled={busy}>
            Cancel
          </Button>
          <Button variant="primary" loading={busy} onClick={() => void recover()}>
            Recover vault
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <Banner tone="warn" title="Does not come back">
          Role assignments on it and Event Grid subscriptions to its events. Assign them anew.
        </Banner>
        <RightNote
          plane="management"
          right="Microsoft.KeyVault/vaults/write"
          builtInRole="Key Vault Contributor"
        />
        <ShowAsCode writes={() => [recoverVaultCode(place, tenantId)]} />
        {failure !== null && (
          <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
        )}
      </div>
    </Dialog>
  )
}
