'use client'

import Download from 'lucide-react/icons/download'
import { useEffect, useState } from 'react'
import { certificateCount } from '#components/certificates/bulk/bulk-acts.ts'
import { saveFile } from '#components/certificates/page/save-file.ts'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import { ProgressBar } from '#components/ui/progress-bar.tsx'
import type { DetailsReader } from './details-reader.ts'
import { fleetCsv } from './fleet-csv.ts'
import type { FleetRow } from './fleet-rows.ts'
import { useScan } from './use-fleet.ts'

interface ExportDialogProps {
  /** Those that the filters leave, in their order; they grow details while the dialog is open. */
  rows: readonly FleetRow[]
  details: DetailsReader
  onClose: () => void
}

/** The filtered rows as CSV: reads the details that are missing first, unless told to do without. */
export function ExportDialog({ rows, details, onClose }: ExportDialogProps) {
  const scan = useScan(details)
  const [stopped, setStopped] = useState(false)
  const missing = rows.filter(({ detail }) => detail === null).length
  const running = scan?.running ?? false

  useEffect(() => {
    if (missing > 0 && !running && !stopped && scan?.failure == null) void details.scan(rows)
  }, [missing, running, stopped, scan, details, rows])

  const stop = () => {
    setStopped(true)
    details.stop()
  }
  const close = () => {
    if (running) details.stop()
    onClose()
  }
  const save = () => {
    const blob = new Blob([fleetCsv(rows)], { type: 'text/csv;charset=utf-8' })
    saveFile({ blob, fileName: `certificates-${new Date().toISOString().slice(0, 10)}.csv` })
    close()
  }
  const read = (rows.length - missing).toLocaleString('en-GB')
  return (
    <Dialog
      open
      onClose={close}
      title={`Export ${certificateCount(rows.length)}`}
      description="As CSV, in the order of the table, with all columns. What a spreadsheet would take for a formula is marked as text."
    >
      <div className="grid gap-4">
        <div className="grid gap-2">
          {missing > 0 && (
            <ProgressBar label="Reading details" value={rows.length - missing} max={rows.length} />
          )}
          <p role="status">
            {missing === 0
              ? 'The details of all are read.'
              : running
                ? `Reading details: ${read} of ${rows.length.toLocaleString('en-GB')}`
                : `Details of ${read} of ${rows.length.toLocaleString('en-GB')} are read; the cells of the others stay empty and say so.`}
          </p>
          {scan?.failure && !running && missing > 0 && (
            <p role="alert" className="text-bad">
              {scan.failure.title}. {scan.failure.detail}
            </p>
          )}
        </div>
        <div className="flex flex-wrap justify-end gap-2 pb-1">
          {running ? (
            <Button onClick={stop}>Stop reading</Button>
          ) : (
            <>
              <Button onClick={close}>Cancel</Button>
              {missing > 0 && (
                <Button onClick={() => void details.scan(rows)}>Read the rest</Button>
              )}
            </>
          )}
          <Button
            variant="primary"
            icon={<Download aria-hidden />}
            loading={running}
            onClick={save}
          >
            {missing > 0 && !running ? 'Save without them' : 'Save CSV'}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
