'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { Button } from '#components/ui/button.tsx'
import { buttonClass } from '#components/ui/button-class.ts'
import { formatDate } from '#components/ui/format-time.ts'
import type { DeletedVault } from '#lib/features/vault-life/schema.ts'

const RecoverVaultDialog = dynamic(
  () => import('./recover-vault-dialog.tsx').then((module) => module.RecoverVaultDialog),
  { ssr: false },
)
const PurgeVaultDialog = dynamic(
  () => import('./purge-vault-dialog.tsx').then((module) => module.PurgeVaultDialog),
  { ssr: false },
)

/** Recover and Purge of one deleted vault. */
export function DeletedVaultActions({ vault }: { vault: DeletedVault }) {
  const [open, setOpen] = useState<'recover' | 'purge' | null>(null)
  const close = () => setOpen(null)
  const name = <span className="visually-hidden"> {vault.name}</span>
  return (
    <span className="inline-flex gap-2">
      <Button size="sm" aria-haspopup="dialog" onClick={() => setOpen('recover')}>
        Recover{name}
      </Button>
      {vault.purgeProtection ? (
        <button
          type="button"
          aria-disabled
          data-tip={protectedReason(vault)}
          className={buttonClass('danger-ghost', 'sm', 'text')}
        >
          Purge{name}
        </button>
      ) : (
        <Button
          size="sm"
          variant="danger-ghost"
          aria-haspopup="dialog"
          onClick={() => setOpen('purge')}
        >
          Purge{name}
        </Button>
      )}
      {/* Outside the table: a dialog inherits the cell's alignment and line breaking. */}
      {open === 'recover' &&
        createPortal(<RecoverVaultDialog vault={vault} onClose={close} />, document.body)}
      {open === 'purge' &&
        createPortal(<PurgeVaultDialog vault={vault} onClose={close} />, document.body)}
    </span>
  )
}

function protectedReason({ name, scheduledPurgeOn }: DeletedVault): string {
  const until =
    scheduledPurgeOn === null
      ? 'until its retention is over'
      : `before ${formatDate(new Date(scheduledPurgeOn))}`
  return `${name} has purge protection: nobody can purge it ${until}.`
}
