'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { RightNote } from '#components/certificates/right-note.tsx'
import { asWriteFailure } from '#components/certificates/write-words.ts'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { ConfirmByName } from '#components/ui/confirm-by-name.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { purgeVaultCode } from '#lib/domain/vaults/life-code.ts'
import { purgeVault, refreshVaults } from '#lib/features/vault-life/client.ts'
import type { DeletedVault } from '#lib/features/vault-life/schema.ts'
import { placeOfDeleted } from './deleted-place.ts'

interface PurgeVaultDialogProps {
  vault: DeletedVault
  onClose: () => void
}

/** Asks for the name, says before that nothing brings it back, purges, and waits for the end of it. */
export function PurgeVaultDialog({ vault, onClose }: PurgeVaultDialogProps) {
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)
  const { name } = vault
  const place = placeOfDeleted(vault)

  const purge = async () => {
    setBusy(true)
    setFailure(null)
    const result = await purgeVault({ ...place, confirm: name })
    if (!result.ok) {
      setFailure(result.failure)
      setBusy(false)
      return
    }
    showToast(
      result.data.finished
        ? { tone: 'ok', title: `${name} is purged`, detail: 'Its name is free again.' }
        : {
            tone: 'info',
            title: `${name} is being purged`,
            detail: 'Azure has begun and takes longer. Its name is free when it has finished.',
          },
    )
    await refreshVaults(queryClient)
    onClose()
  }

  return (
    <ConfirmByName
      open
      onClose={onClose}
      title={`Purge ${name}`}
      name={name}
      confirmLabel="Purge for good"
      busy={busy}
      onConfirm={() => void purge()}
      description={`In ${vault.subscriptionName}. Azure takes up to a minute; this dialog waits for it.`}
      error={
        failure !== null && (
          <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
        )
      }
    >
      <Banner tone="bad" title="This cannot be undone">
        Every key, secret and certificate in it is destroyed, with all versions. What was encrypted
        with its keys stays unreadable. Nobody can bring it back, Microsoft included.
      </Banner>
      <RightNote
        plane="management"
        right="Microsoft.KeyVault/locations/deletedVaults/purge/action"
        builtInRole="Key Vault Purge Operator"
      />
      <ShowAsCode writes={() => [purgeVaultCode(place)]} />
    </ConfirmByName>
  )
}
