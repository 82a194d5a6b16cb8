'use client'

import ChevronRight from 'lucide-react/icons/chevron-right'
import CircleCheck from 'lucide-react/icons/circle-check'
import { checkTitles } from '#components/fleet/check-titles.ts'
import { FailurePanel } from '#components/shell/failure-panel.tsx'
import { useRead } from '#components/shell/use-read.ts'
import { Badge } from '#components/ui/badge.tsx'
import { Panel } from '#components/ui/panel.tsx'
import { LoadingState } from '#components/ui/skeleton.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import { paths } from '#lib/base/paths.ts'
import { hazardsQuery } from '#lib/features/hazards/client.ts'
import type { FleetHazards } from '#lib/features/hazards/schema.ts'
import { checkedWords, groupHazards, type HazardGroup, placesWords } from './group-hazards.ts'

/** What will make a renewal fail or do harm, over all vaults: one line for each rule that is broken. */
export function HazardsBoard() {
  const { data, failure, reading, retry } = useRead(hazardsQuery())
  if (data === undefined && failure !== null) {
    return <FailurePanel failure={failure} onRetry={retry} retrying={reading} />
  }
  return (
    <Panel
      title="Renewal checks"
      note={data === undefined ? undefined : checkedWords(data)}
      padding="none"
    >
      {data === undefined ? (
        <LoadingState label="Checking how certificates will renew" lines={4} />
      ) : (
        <Groups hazards={data} />
      )}
    </Panel>
  )
}

function Groups({ hazards: { hazards, failures, contactsUnread } }: { hazards: FleetHazards }) {
  const groups = groupHazards(hazards)
  return (
    <>
      {groups.length === 0 && (
        <p className="flex items-center gap-2 p-4 text-ink-2">
          <CircleCheck aria-hidden className="size-4 shrink-0 text-ok" />
          Nothing threatens the renewals that could be checked.
        </p>
      )}
      {groups.length > 0 && (
        <ul aria-label="Renewal checks, worst first" className="divide-y divide-line">
          {groups.map((group) => (
            <li key={group.rule}>
              <GroupRow group={group} />
            </li>
          ))}
        </ul>
      )}
      {contactsUnread.length > 0 && (
        <p className="border-t border-line px-4 py-2.5 text-xs text-ink-3">
          Whether anybody is mailed was not checked in {contactsUnread.join(', ')}: that takes the
          right <code>certificates/managecontacts</code>.
        </p>
      )}
      {failures.length > 0 && (
        <p className="border-t border-line px-4 py-2.5 text-xs text-ink-2">
          Not checked: {failures.map((one) => one.vault ?? one.title).join(', ')}.
        </p>
      )}
    </>
  )
}

function GroupRow({ group }: { group: HazardGroup }) {
  const { rule, title, severity, hazards, citation } = group
  return (
    <details className="group">
      <summary className="flex min-h-10.5 cursor-pointer list-none flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <span className="flex items-center gap-2 md:w-64">
          <ChevronRight
            aria-hidden
            className="size-4 shrink-0 text-ink-3 transition-transform group-open:rotate-90"
          />
          <Badge tone={severity}>{title}</Badge>
        </span>
        <span className="text-right tabular-nums max-md:ml-auto md:w-8">
          {hazards.length.toLocaleString('en-GB')}
          <span className="visually-hidden"> of the certificates</span>
        </span>
        <span className="min-w-0 flex-1 truncate text-ink-2 max-md:basis-full">
          {placesWords(hazards)}
        </span>
      </summary>
      <div className="border-t border-line bg-ground px-4 py-3">
        <ul className="grid gap-2">
          {hazards.slice(0, mostShown).map(({ vault, certificate, message }) => (
            <li key={`${vault}/${certificate}`} className="grid gap-x-4 md:grid-cols-[15rem_1fr]">
              <span className="min-w-0 truncate">
                <TextLink quiet href={paths.vault(vault).certificate(certificate)}>
                  {certificate}
                </TextLink>{' '}
                <span className="text-ink-3">{vault}</span>
              </span>
              <span className="min-w-0 text-ink-2">{message}</span>
            </li>
          ))}
        </ul>
        <p className="mt-3">
          {hazards[0]?.nextStep}{' '}
          <TextLink href={citation} target="_blank" rel="noreferrer">
            Why<span className="visually-hidden">: {title}</span>
          </TextLink>
        </p>
        {checkTitles.some(({ id }) => id === rule) && (
          <p className="mt-2">
            <TextLink href={`${paths.certificates}?check=${rule}`}>
              {hazards.length > mostShown
                ? `All ${hazards.length.toLocaleString('en-GB')} in the table`
                : 'These in the table'}
            </TextLink>
            , where many can be changed at once.
          </p>
        )}
      </div>
    </details>
  )
}

/** In one group: whoever has more of them needs the rule, not the list. */
const mostShown = 50
