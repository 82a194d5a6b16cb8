'use client'

import { Panel } from '#components/ui/panel.tsx'
import { RadioCards } from '#components/ui/radio-cards.tsx'
import { readWay, type WayId } from './ways.ts'

interface WayChoiceProps {
  value: WayId
  onChange: (way: WayId) => void
}

const ways = [
  {
    value: 'self',
    label: 'Self-signed',
    description:
      'The vault signs it, in seconds. For tests: nobody trusts it until you install it.',
  },
  {
    value: 'ca',
    label: 'From a connected CA',
    description: 'The vault orders it from DigiCert or GlobalSign, and renews it there by itself.',
  },
  {
    value: 'csr',
    label: 'From any CA, by CSR',
    description: 'The vault makes key and request. You have it signed and bring the certificate.',
  },
  {
    value: 'import',
    label: 'Import a file',
    description: 'A PFX or PEM that you have, with its key. It renews only by the next import.',
  },
] as const satisfies readonly { value: WayId; label: string; description: string }[]

/** Who signs the certificate: all else follows from it. */
export function WayChoice({ value, onChange }: WayChoiceProps) {
  return (
    <Panel>
      <RadioCards
        label="Where it comes from"
        name="way"
        columns={2}
        value={value}
        onChange={(event) => {
          const way = readWay(event.target.value)
          if (way !== null) onChange(way)
        }}
        options={ways}
      />
    </Panel>
  )
}
