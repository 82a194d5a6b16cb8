'use client'

import { useState } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { Segmented } from '#components/ui/segmented.tsx'
import { permissionSet } from '#lib/domain/permissions/sets.ts'
import type { AccessPolicies, PolicyRow } from '#lib/features/access-policies/schema.ts'
import { PermissionBoxes } from './permission-boxes.tsx'
import { isEmptied, planEdit } from './policy-plan.ts'
import { RunPlan } from './run-plan.tsx'

interface EditSeveralDialogProps {
  vault: string
  policies: AccessPolicies
  rows: readonly PolicyRow[]
  onClose: () => void
}

/** Gives or takes the same permissions in several entries of one vault. */
export function EditSeveralDialog({ vault, policies, rows, onClose }: EditSeveralDialogProps) {
  const [kind, setKind] = useState<'give' | 'take'>('give')
  const [chosen, setChosen] = useState(permissionSet({}))
  const all = planEdit(vault, policies, rows, kind, chosen)
  const emptied = all.filter(isEmptied)
  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={rows.length === 1 ? 'Change 1 entry' : `Change ${rows.length} entries`}
    >
      <div className="grid gap-4">
        <Segmented
          label="What to do"
          name="kind"
          value={kind}
          options={[
            { value: 'give', label: 'Give as well' },
            { value: 'take', label: 'Take away' },
          ]}
          onChange={(event) => setKind(event.target.value === 'take' ? 'take' : 'give')}
        />
        <PermissionBoxes label="Permissions" value={chosen} onChange={setChosen} />
        {emptied.length > 0 && (
          <p className="text-ink-2">
            Left out: {emptied.map(({ title }) => title).join(', ')}. Nothing would be left; remove
            the entry instead.
          </p>
        )}
        <RunPlan
          plan={all.filter((change) => !isEmptied(change))}
          nothing="Tick what to change: it changes none of these entries so far."
          onClose={onClose}
        />
      </div>
    </Dialog>
  )
}
