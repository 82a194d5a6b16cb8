'use client'

import { useNow } from '#components/ui/clock-provider.tsx'
import { formatDate } from '#components/ui/format-time.ts'
import { TextField } from '#components/ui/text-field.tsx'
import { validityUse } from '#lib/domain/certificates/policy/extended-key-usages.ts'
import { issuerKind } from '#lib/domain/certificates/policy/issuer-kind.ts'
import { adviseValidity, validityProblem } from '#lib/domain/certificates/validity.ts'
import { AdviceLines } from './advice-lines.tsx'
import type { PolicyControl } from './policy-controls.ts'
import { monthsOf } from './policy-values.ts'

interface ValidityFieldProps extends PolicyControl<'validityMonths'> {
  issuer: string
  /** Object identifiers: whose rules on validity hold. */
  purposes: readonly string[]
}

/** Months of validity: what they come to in days, and the limit that holds on the day of issue. */
export function ValidityField({ issuer, purposes, onChange, ...field }: ValidityFieldProps) {
  const now = new Date(useNow())
  const months = monthsOf(field.value)
  const advice =
    validityProblem(months) === null
      ? adviseValidity(months, now, issuerKind(issuer), validityUse(purposes))
      : null
  const span =
    advice === null
      ? ''
      : issuerKind(issuer) === 'self'
        ? `${advice.days} days, until ${formatDate(advice.expiresOn)}.`
        : `Asks for ${advice.days} days; from when to when, the CA decides.`
  return (
    <>
      <TextField
        {...field}
        onChange={(event) => onChange(event.target.value)}
        label="Validity"
        inputMode="numeric"
        suffix="months"
        className="max-w-60"
      />
      {advice !== null && (
        <AdviceLines
          advice={[
            {
              ...advice,
              message: `${span} ${advice.message}`,
            },
          ]}
        />
      )}
    </>
  )
}
