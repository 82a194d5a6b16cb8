'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { SelectionBar } from '#components/ui/selection-bar.tsx'
import type { CertificateRef } from '#lib/features/certificates/schema.ts'
import type { BulkAct } from './bulk-acts.ts'

const BulkDialog = dynamic(() => import('./bulk-dialog.tsx').then((module) => module.BulkDialog), {
  ssr: false,
})

/** Why a certificate is left out of a backup. */
export const neverIssued = 'Never issued: there is nothing to back up.'

interface CertificateSelectionProps {
  /** Of one vault or of several. */
  certificates: readonly (CertificateRef & { readonly unissued: boolean })[]
  /** Those that stay selected: what an act could not be done to, or none. */
  onChange: (left: readonly CertificateRef[]) => void
}

/** What can be done with the chosen certificates. */
export function CertificateSelection({ certificates, onChange }: CertificateSelectionProps) {
  const [act, setAct] = useState<BulkAct | null>(null)
  return (
    <>
      <SelectionBar count={certificates.length} onClear={() => onChange([])}>
        <Button onClick={() => setAct('backup')}>Back up</Button>
        <Button variant="danger-ghost" onClick={() => setAct('delete')}>
          Delete
        </Button>
      </SelectionBar>
      {act !== null && (
        <BulkDialog
          act={act}
          objects={certificates.map(({ vault, name, unissued }) => ({
            vault,
            name,
            blocked: act === 'backup' && unissued ? neverIssued : null,
          }))}
          onDone={(_, left) => onChange(left)}
          onClose={() => setAct(null)}
        />
      )}
    </>
  )
}
