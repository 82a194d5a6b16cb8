'use client'

import { type ReactNode, useState } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { TextField } from './text-field.tsx'

interface ConfirmByNameProps {
  open: boolean
  onClose: () => void
  /** `Delete www`. */
  title: string
  /** What will happen, and whether it can be undone. */
  description: ReactNode
  /** What has to be typed. */
  name: string
  /** The verb on the button: `Delete certificate`. */
  confirmLabel: string
  onConfirm: () => void
  busy?: boolean
  /** Why the last try did not work; usually an ErrorPanel. */
  error?: ReactNode
  /** More to see or to choose before going on. */
  children?: ReactNode
}

/** Asks for the object's name before something is destroyed. */
export function ConfirmByName({
  open,
  onClose,
  title,
  description,
  name,
  confirmLabel,
  onConfirm,
  busy = false,
  error,
  children,
}: ConfirmByNameProps) {
  const [typed, setTyped] = useState('')
  const [refused, setRefused] = useState(false)
  const close = () => {
    setTyped('')
    setRefused(false)
    onClose()
  }
  const submit = () => {
    if (busy) return
    if (typed.trim() === name) onConfirm()
    else setRefused(true)
  }
  return (
    <Dialog open={open} onClose={close} title={title} description={description} busy={busy}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {children}
        <TextField
          label={`Type ${name} to confirm`}
          mono
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setRefused(false)
          }}
          error={refused ? `This is not ${name}.` : undefined}
        />
        {error}
        <div className="flex flex-wrap justify-end gap-2 pb-1">
          <Button onClick={close} disabled={busy}>
            Cancel
          </Button>
          <Button type="submit" variant="danger" loading={busy}>
            {confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
