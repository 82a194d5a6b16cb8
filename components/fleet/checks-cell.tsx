'use client'

import { ToneIcon } from '#components/ui/tone-icon.tsx'
import { titlesOf } from './check-titles.ts'

/** How many renewal checks fail, and which, worst first. */
export function ChecksCell({ failed }: { failed: readonly string[] }) {
  const titles = titlesOf(failed)
  const [worst] = titles
  if (worst === undefined) return <span className="text-ink-3">none</span>
  const words = titles.map(({ title }) => title).join(', ')
  return (
    <span className="flex items-center gap-1.5" data-tip={words}>
      <ToneIcon tone={worst.severity} className="size-4 shrink-0" />
      <span className="tabular-nums">{titles.length}</span>
      <span className="visually-hidden">: {words}</span>
    </span>
  )
}
