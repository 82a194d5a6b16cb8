'use client'

import RefreshCw from 'lucide-react/icons/refresh-cw'
import { Button } from '#components/ui/button.tsx'
import { ToneIcon } from '#components/ui/tone-icon.tsx'
import type { Failure } from '#lib/domain/failure.ts'

interface PanelFailureProps {
  failure: Failure
  onRetry: () => void
  retrying: boolean
}

/** A failure in a side panel: short, since the main part of the page tells it in full. */
export function PanelFailure({ failure, onRetry, retrying }: PanelFailureProps) {
  return (
    <div role="alert" className="flex items-start gap-2.5 p-4">
      <ToneIcon tone="bad" className="mt-0.5" />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{failure.title}</p>
        <p className="text-xs break-words text-ink-2">{failure.nextStep}</p>
      </div>
      <Button size="sm" icon={<RefreshCw aria-hidden />} loading={retrying} onClick={onRetry}>
        Retry
      </Button>
    </div>
  )
}
