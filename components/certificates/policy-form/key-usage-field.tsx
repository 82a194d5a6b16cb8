'use client'

import { CheckboxField } from '#components/ui/checkbox-field.tsx'
import { FieldGroup } from '#components/ui/field.tsx'
import { fitsKey, keyUsages } from '#lib/domain/certificates/policy/key-usages.ts'

interface KeyUsageFieldProps {
  value: readonly string[]
  onChange: (value: readonly string[]) => void
  error?: string | undefined
  /** The type of key: what it cannot do is not offered, but can be taken back. */
  kty: string
}

/** What the key may be used for, in the order of the bits. */
export function KeyUsageField({ value, onChange, error, kty }: KeyUsageFieldProps) {
  const offered = keyUsages.filter(({ id }) => fitsKey(id, kty) || value.includes(id))
  return (
    <FieldGroup label="Key usage" error={error}>
      <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
        {offered.map(({ id, label, note }) => (
          <CheckboxField
            key={id}
            label={label}
            hint={note}
            checked={value.includes(id)}
            onChange={(event) =>
              onChange(
                keyUsages
                  .map((usage) => usage.id)
                  .filter((one) => (one === id ? event.target.checked : value.includes(one))),
              )
            }
          />
        ))}
      </div>
    </FieldGroup>
  )
}
