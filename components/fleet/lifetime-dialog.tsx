'use client'

import { useState } from 'react'
import { certificateCount } from '#components/certificates/bulk/bulk-acts.ts'
import { LifetimeFields } from '#components/certificates/policy-form/lifetime-fields.tsx'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import {
  defaultLifetimeAction,
  type LifetimeAction,
  lifetimeActionProblem,
} from '#lib/domain/certificates/policy/lifetime.ts'

interface LifetimeDialogProps {
  count: number
  onNext: (action: LifetimeAction) => void
  onClose: () => void
}

/** Each has a validity of its own: what does not fit one of them is told with its result. */
const anyValidity = Number.NaN

/** Asks what the vaults shall do before the end; whom that concerns is shown before anything is sent. */
export function LifetimeDialog({ count, onNext, onClose }: LifetimeDialogProps) {
  const [action, setAction] = useState<LifetimeAction>(defaultLifetimeAction('Self'))
  const [asked, setAsked] = useState(false)
  const problem = lifetimeActionProblem({ lifetimeAction: action, validityMonths: anyValidity })
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Renewal of ${certificateCount(count)}`}
      description="Sets this part of each policy; the rest of it stays. It holds for the current version, too."
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          setAsked(true)
          if (problem === null) onNext(action)
        }}
      >
        <LifetimeFields
          value={action}
          onChange={(next) => next !== null && setAction(next)}
          error={asked ? (problem ?? undefined) : undefined}
          issuer=""
          validityMonths={anyValidity}
        />
        <div className="flex justify-end gap-2 pb-1">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Continue
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
