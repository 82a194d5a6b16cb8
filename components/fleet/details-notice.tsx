'use client'

import { Button } from '#components/ui/button.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import type { ScanState } from './details-reader.ts'

interface DetailsNoticeProps {
  scan: ScanState | null
  /** Certificates whose details were read, and all. */
  known: number
  total: number
  /** What needs them, as in `The search for names and serial numbers`. */
  what: string
  onRead: () => void
  onStop: () => void
}

/** The lists lack subjects, names and keys: how many are known, and a way to read all, and to stop it. */
export function DetailsNotice({ scan, known, total, what, onRead, onStop }: DetailsNoticeProps) {
  const running = scan?.running ?? false
  const count = `${known.toLocaleString('en-GB')} of ${total.toLocaleString('en-GB')}`
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg border border-line bg-panel px-4 py-2.5 shadow-panel">
      <div className="min-w-0 flex-1 basis-60">
        <p>
          {running ? `Reading details: ${count}` : `Details of ${count} are read`}
          <span className="text-ink-2">
            {'. '}
            {running ? `${what} covers more with each.` : `${what} covers only those.`}
            {scan?.failure && ` It broke off: ${scan.failure.title}.`}
          </span>
        </p>
        {running && (
          <div className="mt-1.5">
            <ProgressBar label="Reading details" value={known} max={total} />
          </div>
        )}
        <p role="status" className="visually-hidden">
          {running ? 'Reading the details of all certificates' : ''}
        </p>
      </div>
      {running ? (
        <Button size="sm" onClick={onStop}>
          Stop
        </Button>
      ) : (
        <Button size="sm" onClick={onRead}>
          Read all details
        </Button>
      )}
    </div>
  )
}
