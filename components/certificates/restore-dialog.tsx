'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ShowAsCode } from '#components/code/show-as-code.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { FileField } from '#components/ui/file-field.tsx'
import { focusFault } from '#components/ui/focus-fault.ts'
import { showToast } from '#components/ui/toast-store.ts'
import { paths } from '#lib/base/paths.ts'
import { backupFileProblem } from '#lib/domain/certificates/backup-file.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { failureFrom } from '#lib/features/api/client.ts'
import { restoreBackup } from '#lib/features/certificate-backups/client.ts'
import { refreshCertificates } from '#lib/features/certificates/client.ts'
import { RightNote } from './right-note.tsx'
import { SendFailure } from './send-failure.tsx'

interface RestoreDialogProps {
  vault: string
  onClose: () => void
}

/** Puts the certificate of a backup file into the vault, with all its versions. */
export function RestoreDialog({ vault, onClose }: RestoreDialogProps) {
  const client = useQueryClient()
  const [file, setFile] = useState<File | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [busy, setBusy] = useState(false)
  const [refusals, setRefusals] = useState(0)
  const formRef = useRef<HTMLFormElement>(null)

  // Drawn by now: the field that says it is wrong takes the focus.
  useEffect(() => {
    if (refusals > 0) focusFault(formRef.current)
  }, [refusals])

  const choose = (chosen: File | null) => {
    setFile(chosen)
    setProblem(null)
    setFailure(null)
  }

  const submit = async () => {
    if (busy) return
    const wrong = backupFileProblem(file?.size ?? null)
    setProblem(wrong)
    if (file === null || wrong !== null) {
      setRefusals((count) => count + 1)
      return
    }
    setBusy(true)
    setFailure(null)
    try {
      const { name } = await restoreBackup(vault, file)
      showToast({
        tone: 'ok',
        title: `${name} is restored into ${vault}`,
        detail: 'With all its versions, their keys and their secrets.',
        action: { label: 'Open', href: paths.vault(vault).certificate(name) },
      })
      void refreshCertificates(client, vault)
      onClose()
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
      setRefusals((count) => count + 1)
    }
  }

  return (
    <Dialog
      open
      onClose={onClose}
      busy={busy}
      title={`Restore a certificate into ${vault}`}
      description="Brings back a certificate with all its versions, their keys and their secrets, as they were when it was backed up. It keeps its name, and replaces nothing."
    >
      <form
        ref={formRef}
        noValidate
        className="grid gap-4 pb-1"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <FileField
          label="Backup file"
          file={file}
          onChange={choose}
          prompt="As this console, the Azure CLI or PowerShell saved it"
          hint="Azure opens it only in a vault of the same subscription and the same geography as the one it comes from. The name of the certificate must be free here, also among the deleted."
          disabled={busy}
          error={problem ?? failure?.fields?.file?.[0]}
        />
        {failure !== null && (
          <div className="grid gap-1">
            <SendFailure failure={failure} hasField={(path) => path === 'file'} />
            {failure.fields?.file !== undefined && <p className="text-ink-2">{failure.nextStep}</p>}
          </div>
        )}
        <RightNote
          plane="data"
          right="certificates/restore"
          builtInRole="Key Vault Certificates Officer"
        />
        <div className="flex flex-wrap items-center justify-between gap-2">
          <ShowAsCode
            writes={() => [{ kind: 'restore', vault, file: file?.name ?? 'certificate.backup' }]}
            faults={() => (file === null ? ['Choose the file first: its name stands for it.'] : [])}
          />
          <div className="ml-auto flex gap-2">
            <Button onClick={onClose} disabled={busy}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" loading={busy}>
              Restore
            </Button>
          </div>
        </div>
      </form>
    </Dialog>
  )
}
