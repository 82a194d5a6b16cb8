'use client'

import { useRead } from '#components/shell/use-read.ts'
import { SelectField } from '#components/ui/select-field.tsx'
import { anyCa, issuerKind, reservedIssuers } from '#lib/domain/certificates/policy/issuer-kind.ts'
import { issuersQuery } from '#lib/features/issuers/client.ts'
import { OrderFields } from '../policy-form/order-fields.tsx'
import type { PolicyControls } from '../policy-form/policy-controls.ts'

const own = [
  { value: reservedIssuers.self, label: 'The vault itself (self-signed)' },
  { value: reservedIssuers.unknown, label: anyCa },
]

const hints = {
  self: 'Made at once, and trusted only where it is installed.',
  unknown: 'Each version waits until a signed certificate is merged. The vault cannot renew it.',
  integrated: 'The vault orders each version from this CA, and renews by itself.',
}

/** Who signs the next version; of a CA that the vault orders from, what it is told besides. */
export function IssuerField({ vault, controls }: { vault: string; controls: PolicyControls }) {
  const { data: issuers, failure } = useRead(issuersQuery(vault))
  const { value, onChange, ...field } = controls.field('issuer')
  const kind = issuerKind(value)
  const names = (issuers ?? []).map(({ name }) => name)
  const listed = kind === 'integrated' && !names.includes(value) ? [...names, value] : names
  return (
    <>
      <SelectField
        {...field}
        label="Issuer"
        value={
          kind === 'self'
            ? reservedIssuers.self
            : kind === 'unknown'
              ? reservedIssuers.unknown
              : value
        }
        onChange={(event) => onChange(event.target.value)}
        options={[...own, ...listed.map((name) => ({ value: name, label: name }))]}
        hint={
          failure === null
            ? hints[kind]
            : `${hints[kind]} The CAs of ${vault} cannot be listed: ${failure.title.toLowerCase()}.`
        }
      />
      {kind === 'integrated' && <OrderFields vault={vault} controls={controls} />}
    </>
  )
}
