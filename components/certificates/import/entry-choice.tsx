'use client'

import { RadioCards } from '#components/ui/radio-cards.tsx'
import type { ImportPreviewEntry } from '#lib/features/certificates/schema.ts'

interface EntryChoiceProps {
  entries: readonly ImportPreviewEntry[]
  value: number
  onChange: (index: number) => void
}

/** Which certificate of a file that holds several. One certificate of the vault takes one of them. */
export function EntryChoice({ entries, value, onChange }: EntryChoiceProps) {
  return (
    <RadioCards
      label={`This file holds ${entries.length} certificates with a private key`}
      hint="Import the others one after another, each under its own name."
      name="entry"
      value={String(value)}
      onChange={(event) => onChange(Number(event.target.value))}
      options={entries.map((entry) => {
        const leaf = entry.chain[0]
        return {
          value: String(entry.index),
          label:
            leaf?.commonName ?? leaf?.subject ?? entry.friendlyName ?? `Entry ${entry.index + 1}`,
          description: [
            leaf?.key,
            entry.friendlyName === null ? null : `friendly name ${entry.friendlyName}`,
            `${entry.chain.length} in the chain`,
          ]
            .filter(Boolean)
            .join(' · '),
        }
      })}
    />
  )
}
