'use client'

import { useState } from 'react'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { useNow } from '#components/ui/clock-provider.tsx'
import { formatDate } from '#components/ui/format-time.ts'
import { LinkButton } from '#components/ui/link-button.tsx'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { RowItem, RowList } from '#components/ui/row-list.tsx'
import { TextLink } from '#components/ui/text-link.tsx'
import type { Finding } from '#lib/domain/attention/rule.ts'
import type { AttentionItem } from '#lib/features/attention/schema.ts'
import { findingPath, findingTitle } from './finding-words.ts'

/** Shown before somebody asks for the rest: about what fits above the chart. */
const shownFirst = 8

/** What needs a person, worst first, each with the way to it. */
export function AttentionList({ findings }: { findings: readonly AttentionItem[] }) {
  const [all, setAll] = useState(false)
  const shown = all ? findings : findings.slice(0, shownFirst)
  return (
    <>
      <RowList label="Needs attention">
        {shown.map((finding) => (
          <FindingRow
            key={`${finding.rule} ${finding.vault} ${finding.certificate ?? ''}`}
            finding={finding}
          />
        ))}
      </RowList>
      {shown.length < findings.length && (
        <div className="border-t border-line px-4 py-2">
          <Button variant="ghost" size="sm" onClick={() => setAll(true)} className="-ml-2.5">
            Show all {findings.length}
          </Button>
        </div>
      )}
    </>
  )
}

function FindingRow({ finding }: { finding: AttentionItem }) {
  const now = useNow()
  const path = findingPath(finding)
  const name = finding.certificate ?? finding.vault
  const act = finding.rule === 'failed-issuance' ? 'See cause' : 'Review'
  return (
    <RowItem
      columns
      lead={<Badge tone={finding.severity}>{findingTitle(finding, now)}</Badge>}
      title={
        <>
          <TextLink quiet href={path}>
            {name}
          </TextLink>
          {/* On a phone the badge says what it is about, and the name leads to it. */}
          {finding.certificate !== null && (
            <span className="font-normal text-ink-3 md:hidden"> in {finding.vault}</span>
          )}
        </>
      }
      detail={
        <span
          className="max-md:hidden"
          data-tip={`${finding.message} ${finding.nextStep} ${ownerWords(finding.owner)}`}
        >
          {finding.certificate !== null && `${finding.vault} · `}
          {finding.owner !== null && `${finding.owner} · `}
          {finding.message}
        </span>
      }
      aside={<Due finding={finding} />}
      actions={
        <LinkButton size="sm" href={path} className="min-w-20 max-md:hidden">
          {act}
          <span className="visually-hidden"> {name}</span>
        </LinkButton>
      }
    />
  )
}

function ownerWords(owner: string | null): string {
  return owner === null ? 'No tag says whose it is.' : `${owner} answers for it.`
}

/** When it ends or ended; as a date where the badge has said how long already. */
function Due({ finding: { due, rule } }: { finding: Finding }) {
  const now = useNow()
  if (due === null) return null
  if (rule === 'expiring') return <time dateTime={due}>{formatDate(new Date(due))}</time>
  return (
    <>
      {rule !== 'expired' && (Date.parse(due) < now ? 'ended ' : 'ends ')}
      <RelativeTime time={due} />
    </>
  )
}
