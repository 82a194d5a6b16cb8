'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { SelectionBar } from '#components/ui/selection-bar.tsx'
import type { AccessPolicies, PolicyRow } from '#lib/features/access-policies/schema.ts'
import { CopyDialog } from './copy-dialog.tsx'
import { EditSeveralDialog } from './edit-several-dialog.tsx'

interface PolicySelectionProps {
  vault: string
  policies: AccessPolicies
  rows: readonly PolicyRow[]
  onClear: () => void
  onRemove: () => void
}

/** What can be done with several entries at once. */
export function PolicySelection(props: PolicySelectionProps) {
  const { vault, policies, rows, onClear, onRemove } = props
  const [open, setOpen] = useState<'copy' | 'edit' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      <SelectionBar count={rows.length} onClear={onClear}>
        <Button size="sm" onClick={() => setOpen('edit')}>
          Change permissions
        </Button>
        <Button size="sm" onClick={() => setOpen('copy')}>
          Copy to vaults
        </Button>
        <Button size="sm" onClick={onRemove}>
          Remove
        </Button>
      </SelectionBar>
      {open === 'edit' && (
        <EditSeveralDialog vault={vault} policies={policies} rows={rows} onClose={close} />
      )}
      {open === 'copy' && <CopyDialog vault={vault} rows={rows} onClose={close} />}
    </>
  )
}
