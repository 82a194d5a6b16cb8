'use client'

import { IssueDialog } from '#components/certificates/page/issue-dialog.tsx'
import { PanelFailure } from '#components/certificates/page/panel-failure.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Dialog } from '#components/ui/dialog.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { certificateQuery } from '#lib/features/certificates/client.ts'

interface OrderAgainDialogProps {
  vault: string
  name: string
  onClose: () => void
}

/** The same order again, by the policy as it stands now: a fault that was mended there counts. */
export function OrderAgainDialog({ vault, name, onClose }: OrderAgainDialogProps) {
  const { data, failure, reading, retry } = useRead(certificateQuery(vault, name))
  if (data?.policy) return <IssueDialog certificate={data} onClose={onClose} />
  return (
    <Dialog open onClose={onClose} title={`Order ${name} again`}>
      {failure !== null ? (
        <PanelFailure failure={failure} onRetry={retry} retrying={reading} />
      ) : data === undefined ? (
        <LoadingState label={`Reading the policy of ${name}`} lines={5} />
      ) : (
        <p>The vault keeps no policy for {name}: create a new version, which sets one.</p>
      )}
    </Dialog>
  )
}
