'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { ConfirmByName } from '#components/ui/confirm-by-name.tsx'
import { Spinner } from '#components/ui/spinner.tsx'
import { showToast } from '#components/ui/toast-store.ts'
import { paths } from '#lib/base/paths.ts'
import {
  certificatesQuery,
  deleteCertificate,
  refreshCertificates,
} from '#lib/features/certificates/client.ts'
import { type DeleteOutcome, type DeleteOutcomes, deleteEach } from './bulk-delete.ts'

interface BulkDeleteDialogProps {
  vault: string
  names: readonly string[]
  /** The names that are left: those that could not be deleted. */
  onDone: (left: readonly string[]) => void
  onClose: () => void
}

/** Deletes several certificates of a vault and says of each what became of it. */
export function BulkDeleteDialog({ vault, names, onDone, onClose }: BulkDeleteDialogProps) {
  const client = useQueryClient()
  // The selection shrinks while its certificates go; the dialog keeps the list it was opened with.
  const [listed] = useState(names)
  const [outcomes, setOutcomes] = useState<DeleteOutcomes>({})
  const [busy, setBusy] = useState(false)

  const open = listed.filter((name) => outcomes[name]?.state !== 'done')
  const run = async () => {
    setBusy(true)
    const before = outcomes
    const failed = await deleteEach(
      open,
      (name) => deleteCertificate({ vault, name, confirm: name }),
      (now) => setOutcomes({ ...before, ...now }),
    )
    setBusy(false)
    const gone = new Set(open.filter((name) => !failed.includes(name)))
    client.setQueryData(certificatesQuery(vault).queryKey, (list) =>
      list?.filter((each) => !gone.has(each.name)),
    )
    onDone(failed)
    if (failed.length === 0) {
      showToast({
        tone: 'ok',
        title: `${words(listed.length)} deleted from ${vault}`,
        action: { label: 'See deleted', href: paths.vault(vault).deleted },
      })
      onClose()
    }
    await refreshCertificates(client, vault)
  }

  return (
    <ConfirmByName
      open
      onClose={onClose}
      title={`Delete ${words(open.length)}`}
      description="On the data plane; it needs the right certificates/delete. All versions go, with their keys and secrets. Applications that use them fail from now on. They can be recovered until the retention of the vault is over."
      name={vault}
      confirmLabel={`Delete ${words(open.length)}`}
      onConfirm={() => void run()}
      busy={busy}
    >
      <ul className="max-h-60 divide-y divide-line overflow-y-auto rounded-md border border-line">
        {listed.map((name) => (
          <Item key={name} name={name} outcome={outcomes[name]} />
        ))}
      </ul>
    </ConfirmByName>
  )
}

function words(count: number): string {
  return count === 1 ? '1 certificate' : `${count} certificates`
}

function Item({ name, outcome }: { name: string; outcome: DeleteOutcome | undefined }) {
  return (
    <li className="px-3 py-1.5">
      <div className="flex min-h-5.5 items-center justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{name}</span>
        {outcome?.state === 'running' && <Spinner />}
        {outcome?.state === 'done' && <Badge tone="ok">Deleted</Badge>}
        {outcome?.state === 'failed' && <Badge tone="bad">Not deleted</Badge>}
      </div>
      {outcome?.state === 'failed' && (
        <p role="alert" className="text-ink-2">
          {outcome.failure.title}. {outcome.failure.detail} {outcome.failure.nextStep}
        </p>
      )}
    </li>
  )
}
