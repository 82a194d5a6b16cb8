import CircleX from 'lucide-react/icons/circle-x'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import type { Failure } from '#lib/domain/failure.ts'
import { isAllAtFields } from './field-messages.ts'
import { asWriteFailure } from './write-words.ts'

interface SendFailureProps {
  failure: Failure
  /** True when the form shows the messages of this path at a field. */
  hasField: (path: string) => boolean
}

/** Why a form was not taken: in full, or as one line when the fields say it all. */
export function SendFailure({ failure, hasField }: SendFailureProps) {
  if (!isAllAtFields(failure, hasField)) {
    return <FailurePanel failure={asWriteFailure(failure)} className="flex-wrap!" />
  }
  return (
    <p role="alert" className="flex items-center gap-1.5 text-bad">
      <CircleX aria-hidden className="size-4" />
      {failure.title}. See the marked field above; nothing was changed.
    </p>
  )
}
