'use client'

import Info from 'lucide-react/icons/info'
import { useNow } from '#components/ui/clock-provider.tsx'
import { formatDate } from '#components/ui/format-time.ts'
import { ToneIcon } from '#components/ui/tone-icon.tsx'
import { adviseValidity, validityProblem } from '#lib/domain/certificates/validity.ts'

/** What a number of months means: days, the last day, and the limit that holds on the day of issue. */
export function ValidityHint({ months }: { months: string }) {
  const now = useNow()
  const count = Number(months)
  if (months.trim() === '' || validityProblem(count) !== null) return null
  const advice = adviseValidity(count, new Date(now))
  return (
    <span className="flex items-start gap-1.5 text-ink-2">
      {advice.tone === 'note' ? (
        <Info aria-hidden className="mt-px size-3.5 text-info" />
      ) : (
        <ToneIcon tone={advice.tone} className="mt-px size-3.5!" />
      )}
      <span>
        {advice.days} days, until {formatDate(advice.expiresOn)}. {advice.message}{' '}
        {advice.citation !== null && (
          <a
            href={advice.citation}
            target="_blank"
            rel="noreferrer"
            className="underline decoration-line-strong underline-offset-3 hover:decoration-current"
          >
            Source
          </a>
        )}
      </span>
    </span>
  )
}
