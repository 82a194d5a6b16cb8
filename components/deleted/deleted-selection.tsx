'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { BulkAct } from '#components/certificates/bulk/bulk-acts.ts'
import { Button } from '#components/ui/button.tsx'
import { SelectionBar } from '#components/ui/selection-bar.tsx'
import type { CertificateRef, DeletedCertificate } from '#lib/features/certificates/schema.ts'
import { protectedReason } from './deleted-words.ts'

const BulkDialog = dynamic(
  () => import('#components/certificates/bulk/bulk-dialog.tsx').then((module) => module.BulkDialog),
  { ssr: false },
)

interface DeletedSelectionProps {
  certificates: readonly DeletedCertificate[]
  onChange: (left: readonly CertificateRef[]) => void
}

/** What can be done with the chosen deleted certificates. */
export function DeletedSelection({ certificates, onChange }: DeletedSelectionProps) {
  const [act, setAct] = useState<BulkAct | null>(null)
  return (
    <>
      <SelectionBar count={certificates.length} onClear={() => onChange([])}>
        <Button onClick={() => setAct('recover')}>Recover</Button>
        <Button variant="danger-ghost" onClick={() => setAct('purge')}>
          Purge
        </Button>
      </SelectionBar>
      {act !== null && (
        <BulkDialog
          act={act}
          objects={certificates.map((each) => ({
            vault: each.vault,
            name: each.name,
            blocked: act === 'purge' && !each.purgeable ? protectedReason(each) : null,
          }))}
          onDone={(_, left) => onChange(left)}
          onClose={() => setAct(null)}
        />
      )}
    </>
  )
}
