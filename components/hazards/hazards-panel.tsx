'use client'

import CircleCheck from 'lucide-react/icons/circle-check'
import { PanelFailure } from '#components/certificates/page/panel-failure.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { certificateHazardsQuery } from '#lib/features/hazards/client.ts'

/** What threatens the next renewal of this certificate, each with what to do and where it is written. */
export function HazardsPanel({ vault, name }: { vault: string; name: string }) {
  const { data, failure, reading, retry } = useRead(certificateHazardsQuery(vault, name))
  const count = data?.hazards.length ?? 0
  return (
    <Panel
      title="Renewal checks"
      note={count > 0 ? count.toLocaleString('en-GB') : undefined}
      padding="none"
    >
      {data !== undefined ? (
        <>
          {count === 0 && (
            <p className="flex items-center gap-2 p-4 text-ink-2">
              <CircleCheck aria-hidden className="size-4 shrink-0 text-ok" />
              Nothing threatens its next renewal.
            </p>
          )}
          {count > 0 && (
            <ul aria-label="Renewal checks, worst first" className="divide-y divide-line">
              {data.hazards.map(({ rule, severity, title, message, nextStep, citation }) => (
                <li key={rule} className="grid gap-1 px-4 py-3">
                  <div className="flex items-center justify-between gap-3">
                    <Badge tone={severity}>{title}</Badge>
                    <TextLink href={citation} target="_blank" rel="noreferrer">
                      Why<span className="visually-hidden">: {title}</span>
                    </TextLink>
                  </div>
                  <p className="break-words">{message}</p>
                  <p className="text-ink-2">{nextStep}</p>
                </li>
              ))}
            </ul>
          )}
          {data.contactsUnread.length > 0 && (
            <p className="border-t border-line px-4 py-2.5 text-xs text-ink-3">
              Whether anybody is mailed was not checked: that takes the right{' '}
              <code>certificates/managecontacts</code>.
            </p>
          )}
        </>
      ) : failure !== null ? (
        <PanelFailure failure={failure} onRetry={retry} retrying={reading} />
      ) : (
        <LoadingState label="Checking its renewal" lines={3} />
      )}
    </Panel>
  )
}
