'use client'

import type { ReactNode } from 'react'
import { RelativeTime } from '#components/ui/relative-time.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'
import type { CertificateSummary } from '#lib/features/certificates/schema.ts'
import { rowMoreNames, rowShortSubject, rowSubject, type WithDetail } from './certificate-facts.ts'
import { renewalWords } from './renewal-words.ts'

/** A cell that needs the details: a bar until they are there, a reason when they cannot be read. */
export function DetailCell({ row, children }: { row: WithDetail; children: ReactNode }) {
  if (row.detail?.ok === false) {
    const { title, detail } = row.detail.failure
    return (
      <span className="text-ink-3" data-tip={`${title}. ${detail}`}>
        not read
      </span>
    )
  }
  if (row.detail === null) return <Skeleton className="w-2/3" />
  return children
}

/** The name that tells certificates apart, and how many more there are. */
export function SubjectCell({ row }: { row: WithDetail }) {
  const more = rowMoreNames(row)
  const subject = rowSubject(row)
  return (
    <DetailCell row={row}>
      {subject === null ? (
        <span className="text-ink-3">none</span>
      ) : (
        <span className="flex gap-1 font-mono text-xs" data-tip={subject}>
          <span className="truncate">{rowShortSubject(row)}</span>
          {more > 0 && <span className="shrink-0 text-ink-3">+{more}</span>}
        </span>
      )}
    </DetailCell>
  )
}

/** What the vault does before the end; in red what can never happen. */
export function RenewalCell({ row }: { row: WithDetail }) {
  const policy = row.detail?.ok ? row.detail.certificate.policy : null
  const renewal = policy === null ? null : renewalWords(policy)
  return (
    <DetailCell row={row}>
      {renewal === null ? (
        <span className="text-ink-3">no policy</span>
      ) : (
        <span className={renewal.broken ? 'text-bad' : undefined}>{renewal.text}</span>
      )}
    </DetailCell>
  )
}

interface ExpiresCellProps {
  row: Pick<CertificateSummary, 'unissued' | 'expiresOn'>
  /** As the second line of another cell, where the date has no room. */
  short?: boolean
}

/** When the newest version ends. */
export function ExpiresCell({ row, short = false }: ExpiresCellProps) {
  // While nothing was issued, the date that the vault gives is the order's, not a certificate's.
  if (row.unissued) return <span className="text-ink-3">not issued yet</span>
  if (row.expiresOn === null) return <span className="text-ink-3">no end</span>
  return short ? (
    <RelativeTime time={row.expiresOn} />
  ) : (
    <RelativeTime time={row.expiresOn} withDate />
  )
}
