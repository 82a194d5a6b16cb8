'use client'

import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { Failure } from '#lib/domain/failure.ts'

interface RecoverFailedProps {
  name: string
  failure: Failure
  busy: boolean
  onRetry: () => void
  onClose: () => void
}

/** The certificate stays deleted: why, and another try. */
export function RecoverFailed({ name, failure, busy, onRetry, onClose }: RecoverFailedProps) {
  return (
    <Dialog open onClose={onClose} title={`${name} was not recovered`} busy={busy}>
      <div className="pb-2">
        <FailurePanel failure={failure} onRetry={onRetry} retrying={busy} />
      </div>
    </Dialog>
  )
}
