'use client'

import { Segmented } from '#components/ui/segmented.tsx'
import {
  isHsm,
  keyChoiceOf,
  keyChoices,
  keyOf,
  type PolicyKey,
} from '#lib/domain/certificates/key-types.ts'

interface KeyFieldsProps {
  value: PolicyKey
  onChange: (value: PolicyKey) => void
  error?: string | undefined
}

const kinds = [
  { value: 'RSA', label: 'RSA' },
  { value: 'EC', label: 'Elliptic curve' },
]

/** Type of key, then its size or curve, with what the choice means. */
export function KeyFields({ value, onChange, error }: KeyFieldsProps) {
  const choice = keyChoiceOf(value)
  const kty = choice?.kty ?? 'RSA'
  const ofKind = keyChoices.filter((other) => other.kty === kty)
  return (
    <div className="grid gap-4 sm:grid-cols-[auto_1fr] sm:gap-x-6">
      <Segmented
        label="Key type"
        name="key-type"
        options={kinds}
        value={kty}
        onChange={(event) => {
          const first = keyChoices.find((other) => other.kty === event.target.value)
          if (first !== undefined) onChange(keyOf(first, isHsm(value.kty)))
        }}
      />
      <Segmented
        label={kty === 'RSA' ? 'Size in bits' : 'Curve'}
        name="key-size"
        options={ofKind.map((other) => ({
          value: other.id,
          label: String(other.size ?? other.curve),
        }))}
        value={choice?.id ?? ''}
        onChange={(event) => {
          const chosen = keyChoices.find((other) => other.id === event.target.value)
          if (chosen !== undefined) onChange(keyOf(chosen, isHsm(value.kty)))
        }}
        error={error}
        hint={choice?.note}
      />
    </div>
  )
}
