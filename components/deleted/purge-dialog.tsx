'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { ConfirmByName } from '#components/ui/confirm-by-name.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { purgeCertificate, refreshCertificates } from '#lib/features/certificates/client.ts'
import type { DeletedCertificate } from '#lib/features/certificates/schema.ts'
import { forgetDeleted } from './forget.ts'

interface PurgeDialogProps {
  certificate: DeletedCertificate
  onClose: () => void
}

/** Asks for the name, says before that nothing brings it back, and purges. */
export function PurgeDialog({ certificate, onClose }: PurgeDialogProps) {
  const { vault, name } = certificate
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  const purge = async () => {
    setBusy(true)
    setFailure(null)
    const result = await purgeCertificate({ vault, name, confirm: name })
    setBusy(false)
    if (!result.ok) {
      setFailure(result.failure)
      return
    }
    forgetDeleted(client, [{ vault, name }])
    showToast({ tone: 'ok', title: `${name} is purged from ${vault}` })
    onClose()
    await refreshCertificates(client, vault)
  }

  return (
    <ConfirmByName
      open
      onClose={onClose}
      title={`Purge ${name}`}
      description={`In vault ${vault}, on the data plane. It needs the right certificates/purge.`}
      name={name}
      confirmLabel="Purge for good"
      onConfirm={() => void purge()}
      busy={busy}
      error={failure && <FailurePanel failure={failure} />}
    >
      <Banner tone="bad" title="This cannot be undone">
        All versions of the certificate, their private keys and their secrets are destroyed. Nobody
        can bring them back, Microsoft included. The name becomes free again.
      </Banner>
      <ShowAsCode writes={() => [{ kind: 'purge', vault, name }]} />
    </ConfirmByName>
  )
}
