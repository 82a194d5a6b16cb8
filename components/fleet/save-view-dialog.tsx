'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { viewNameMax } from './fleet-views.ts'

interface SaveViewDialogProps {
  /** What it is called now; empty when it has no name. */
  name: string
  /** Names that everybody's views have. */
  taken: readonly string[]
  onSave: (name: string) => void
  onClose: () => void
}

/** Asks for the name of a view. */
export function SaveViewDialog({ name, taken, onSave, onClose }: SaveViewDialogProps) {
  const [typed, setTyped] = useState(name)
  const [problem, setProblem] = useState<string | undefined>()
  const submit = () => {
    const chosen = typed.trim()
    if (chosen === '') setProblem('Give the view a name.')
    else if (taken.includes(chosen)) setProblem('A view that everybody has is called so.')
    else onSave(chosen)
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title="Save this view"
      description="The search, the filters, the order and the columns, under a name. It is kept in this browser, and its link can be sent to anybody: they see what they may read."
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextField
          label="Name"
          value={typed}
          maxLength={viewNameMax}
          error={problem}
          onChange={(event) => {
            setTyped(event.target.value)
            setProblem(undefined)
          }}
        />
        <div className="flex justify-end gap-2 pb-1">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary">
            Save view
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
