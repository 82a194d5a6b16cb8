'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { whatBecomes } from '#components/pending/what-becomes.ts'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { ConfirmByName } from '#components/ui/confirm-by-name.tsx'
import { DefinitionList } from '#components/ui/definition-list.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { paths } from '#lib/base/paths.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { deleteCertificate, refreshCertificates } from '#lib/features/certificates/client.ts'
import { RightNote } from '../right-note.tsx'
import { asWriteFailure } from '../write-words.ts'

interface DeleteDialogProps {
  vault: string
  name: string
  /** How long it can be recovered; null when the vault does not say. */
  /** No version has ever been issued under the name. */
  unissued: boolean
  recoverableDays: number | null
  onClose: () => void
}

/** Deletes a certificate with all its versions, after its name was typed. */
export function DeleteDialog({
  vault,
  name,
  unissued,
  recoverableDays,
  onClose,
}: DeleteDialogProps) {
  const router = useRouter()
  const queryClient = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure | null>(null)

  const deleted = useRef(false)
  // Reads are refreshed when this page has gone: it would only learn that its certificate is missing.
  useEffect(
    () => () => {
      if (deleted.current) void refreshCertificates(queryClient, vault)
    },
    [queryClient, vault],
  )

  const confirm = async () => {
    setBusy(true)
    setFailure(null)
    const result = await deleteCertificate({ vault, name, confirm: name })
    if (!result.ok) {
      setFailure(result.failure)
      setBusy(false)
      return
    }
    showToast({
      tone: 'ok',
      title: `${name} is deleted`,
      action: { label: 'Deleted certificates', href: paths.vault(vault).deleted },
    })
    deleted.current = true
    router.push(paths.vault(vault).certificates)
  }

  return (
    <ConfirmByName
      open
      onClose={onClose}
      title={`Delete ${name}`}
      name={name}
      confirmLabel="Delete certificate"
      busy={busy}
      onConfirm={() => void confirm()}
      description={
        <>
          Whatever uses it fails.{' '}
          {recoverableDays === null
            ? 'It can be recovered until the vault purges it.'
            : `It can be recovered for ${recoverableDays} days; until then no one can use the name.`}
        </>
      }
      error={
        failure !== null && (
          <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
        )
      }
    >
      <DefinitionList items={whatBecomes('delete-certificate', unissued)} />
      <RightNote
        plane="data"
        right="certificates/delete"
        builtInRole="Key Vault Certificates Officer"
      />
      <ShowAsCode writes={() => [{ kind: 'delete', vault, name }]} />
    </ConfirmByName>
  )
}
