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
  onBlur?: () => void
  error?: string | undefined
  /** False when the vault's tier has no HSM keys; null when it is not known. */
  premium: boolean | null
}

const kinds = [
  { value: 'RSA', label: 'RSA' },
  { value: 'EC', label: 'Elliptic curve' },
]

/** Type of key, its size or curve, and where it is made, with what each choice means. */
export function KeyFields({ value, onChange, onBlur, error, premium }: KeyFieldsProps) {
  const choice = keyChoiceOf(value)
  const hsm = isHsm(value.kty)
  const kty = value.kty.startsWith('EC') ? 'EC' : 'RSA'
  const ofKind = keyChoices.filter((other) => other.kty === kty)
  const pick = (wanted: (choice: (typeof keyChoices)[number]) => boolean, inHsm = hsm) => {
    const chosen = keyChoices.find(wanted)
    if (chosen !== undefined) onChange(keyOf(chosen, inHsm))
  }
  return (
    <div className="grid gap-4">
      <div className="grid gap-4 sm:grid-cols-[auto_1fr] sm:gap-x-6">
        <Segmented
          label="Key type"
          name="key-type"
          options={kinds}
          value={kty}
          onChange={(event) => pick((other) => other.kty === event.target.value)}
        />
        <Segmented
          label={kty === 'RSA' ? 'Size in bits' : 'Curve'}
          name="key-size"
          options={ofKind.map((other) => ({
            value: other.id,
            label: String(other.size ?? other.curve),
          }))}
          value={choice?.id ?? ''}
          onChange={(event) => pick((other) => other.id === event.target.value)}
          {...(onBlur === undefined ? {} : { onBlur })}
          error={error}
          hint={choice?.note}
        />
      </div>
      <Segmented
        label="Made in"
        name="key-protection"
        options={[
          { value: 'software', label: 'Software' },
          // Somebody else's policy may already say so: then it can be seen and undone.
          { value: 'hsm', label: 'HSM', disabled: premium === false && !hsm },
        ]}
        value={hsm ? 'hsm' : 'software'}
        onChange={(event) => pick((other) => other.id === choice?.id, event.target.value === 'hsm')}
        hint={
          premium === false
            ? 'HSM keys need a vault of the Premium tier; this one is Standard.'
            : 'In software the key is encrypted under one in an HSM, and can be exported. In the HSM it stays there for good.'
        }
      />
    </div>
  )
}
