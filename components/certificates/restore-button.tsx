'use client'

import ArchiveRestore from 'lucide-react/icons/archive-restore'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'

const RestoreDialog = dynamic(
  () => import('./restore-dialog.tsx').then((module) => module.RestoreDialog),
  { ssr: false },
)

/** Opens the restore of a backup into the vault. */
export function RestoreButton({ vault }: { vault: string }) {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<ArchiveRestore aria-hidden />} onClick={() => setOpen(true)}>
        Restore
      </Button>
      {open && <RestoreDialog vault={vault} onClose={() => setOpen(false)} />}
    </>
  )
}
