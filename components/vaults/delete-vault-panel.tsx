'use client'

import Trash from 'lucide-react/icons/trash-2'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Panel } from '#components/ui/panel.tsx'
import type { Vault } from '#lib/features/vaults/schema.ts'

const DeleteVaultDialog = dynamic(
  () => import('./delete-vault-dialog.tsx').then((module) => module.DeleteVaultDialog),
  { ssr: false },
)

/** The way to delete a vault. */
export function DeleteVaultPanel({ vault }: { vault: Vault }) {
  const [open, setOpen] = useState(false)
  return (
    <Panel
      title="Delete this vault"
      actions={
        <Button
          size="sm"
          variant="danger-ghost"
          icon={<Trash aria-hidden />}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          Delete
        </Button>
      }
    >
      <p className="max-w-prose text-ink-2">
        Everything in it stops working at once. It can be recovered
        {vault.softDeleteDays === null ? ' for a while' : ` for ${vault.softDeleteDays} days`},
        without its role assignments and event subscriptions.
      </p>
      {open && <DeleteVaultDialog vault={vault} onClose={() => setOpen(false)} />}
    </Panel>
  )
}
