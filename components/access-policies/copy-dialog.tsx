'use client'

import { useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import { useRead } from '#components/shell/use-read.ts'
import { CheckboxField } from '#components/ui/checkbox-field.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { FieldGroup } from '#components/ui/field.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { accessPoliciesQuery } from '#lib/features/access-policies/client.ts'
import type { PolicyRow } from '#lib/features/access-policies/schema.ts'
import { visibleVaultsQuery } from '#lib/features/vaults/client.ts'
import { planCopy } from './policy-plan.ts'
import { RunPlan } from './run-plan.tsx'

interface CopyDialogProps {
  vault: string
  rows: readonly PolicyRow[]
  onClose: () => void
}

/** Gives the principals of some entries the same in other vaults. */
export function CopyDialog({ vault, rows, onClose }: CopyDialogProps) {
  const { data, failure } = useRead(visibleVaultsQuery())
  const [targets, setTargets] = useState<readonly string[]>([])
  const reads = useQueries({ queries: targets.map((target) => accessPoliciesQuery(target)) })
  const others = data?.items.filter(({ name }) => name !== vault) ?? []
  const plan = targets.flatMap((target, place) => {
    const held = reads[place]?.data
    return held === undefined ? [] : planCopy(target, held, rows)
  })
  const unread = targets.filter((_, place) => reads[place]?.isError)
  const reading = reads.some((read) => read.isPending)
  return (
    <Dialog
      open
      onClose={onClose}
      size="lg"
      title={rows.length === 1 ? 'Copy 1 entry' : `Copy ${rows.length} entries`}
      description="What the principals have there already stays."
    >
      <div className="grid gap-4">
        {data === undefined && failure === null && (
          <LoadingState label="Reading the vaults" lines={3} />
        )}
        {failure !== null && <p role="alert">{`${failure.title}. ${failure.detail}`}</p>}
        {data !== undefined && (
          <FieldGroup label="Vaults">
            <div className="grid max-h-56 gap-1.5 overflow-y-auto p-0.5 sm:grid-cols-2">
              {others.map(({ id, name, permissionModel }) => (
                <CheckboxField
                  key={id}
                  label={name}
                  checked={targets.includes(name)}
                  hint={permissionModel === 'rbac' ? 'Asks Azure roles: without effect' : undefined}
                  onChange={(event) =>
                    setTargets(
                      event.target.checked
                        ? [...targets, name]
                        : targets.filter((one) => one !== name),
                    )
                  }
                />
              ))}
            </div>
          </FieldGroup>
        )}
        {unread.length > 0 && (
          <p role="alert" className="text-bad">
            The access policies of {unread.join(', ')} could not be read, so nothing is planned
            there.
          </p>
        )}
        <RunPlan
          plan={plan}
          nothing={
            targets.length === 0
              ? 'Choose where to.'
              : reading
                ? 'Reading what is there …'
                : 'They permit all of it there already.'
          }
          onClose={onClose}
        />
      </div>
    </Dialog>
  )
}
