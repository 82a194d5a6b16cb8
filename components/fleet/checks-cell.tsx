'use client'

import { ToneIcon } from '#components/ui/tone-icon.tsx'
import { titlesOf } from './check-titles.ts'

const elsewhere =
  'What hangs on the vault, such as its contacts, shows on the page of the certificate.'

/** How many renewal checks fail, and which, worst first. */
export function ChecksCell({ failed }: { failed: readonly string[] }) {
  const titles = titlesOf(failed)
  const [worst] = titles
  if (worst === undefined) {
    return (
      <span className="text-ink-3" data-tip={`None fails. ${elsewhere}`}>
        none
      </span>
    )
  }
  const words = titles.map(({ title }) => title).join(', ')
  return (
    <span className="flex items-center gap-1.5" data-tip={`${words}. ${elsewhere}`}>
      <ToneIcon tone={worst.severity} className="size-4 shrink-0" />
      <span className="tabular-nums">{titles.length}</span>
      <span className="visually-hidden">: {words}</span>
    </span>
  )
}
