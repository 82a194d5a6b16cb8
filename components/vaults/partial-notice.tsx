'use client'

import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Failure } from '#lib/domain/failure.ts'
import { partialTitle } from './partial-words.ts'

interface PartialNoticeProps {
  failures: readonly Failure[]
  /** What is missing from the page: `certificates`. */
  what: string
  onRetry: () => void
  retrying: boolean
}

/** Some vaults answered and some did not: which, why, and a way to ask again. */
export function PartialNotice({ failures, what, onRetry, retrying }: PartialNoticeProps) {
  if (failures.length === 0) return null
  return (
    <Banner
      tone="warn"
      title={partialTitle(failures, what)}
      actions={
        <Button size="sm" loading={retrying} onClick={onRetry}>
          Retry
        </Button>
      }
    >
      <ul className="mt-1 grid gap-1">
        {failures.map((failure) => (
          <li key={`${failure.vault ?? ''} ${failure.code} ${failure.right ?? ''}`}>
            <span className="font-medium text-ink">{failure.vault ?? failure.title}</span>
            {': '}
            {failure.detail} {failure.nextStep}
          </li>
        ))}
      </ul>
    </Banner>
  )
}
