'use client'

import { useState } from 'react'
import { Segmented } from '#components/ui/segmented.tsx'
import { SelectField } from '#components/ui/select-field.tsx'
import { TextField } from '#components/ui/text-field.tsx'
import { FormAdvice } from './form-advice.tsx'
import type { PolicyControls } from './policy-controls.ts'

/** Products by the names that the CAs and Key Vault's documentation give them. */
const products = [
  { value: '', label: 'Left to the CA' },
  { value: 'OV-SSL', label: 'OV: the organisation is checked (OV-SSL)' },
  { value: 'EV-SSL', label: 'EV: and its registration (EV-SSL)' },
  { value: 'other', label: 'Another product' },
]

const transparencies = [
  { value: 'ca', label: 'Left to the CA' },
  { value: 'yes', label: 'Publish' },
  { value: 'no', label: 'Do not publish' },
]

const transparency = new Map([
  ['yes', true],
  ['no', false],
])

const orderFields = ['certificateType', 'certificateTransparency'] as const

/** What a CA is told besides the request: which of its products, and whether it is published. */
export function OrderFields({ vault, controls }: { vault: string; controls: PolicyControls }) {
  const { certificateType: type, certificateTransparency: published } = controls.values
  const [other, setOther] = useState(!products.some(({ value }) => value === type))
  const field = controls.field('certificateType')
  return (
    <>
      <SelectField
        label="Product"
        name="certificate-product"
        value={other ? 'other' : type}
        onChange={(event) => {
          const isOther = event.target.value === 'other'
          setOther(isOther)
          field.onChange(isOther ? '' : event.target.value)
        }}
        options={products}
        {...(other ? {} : { error: field.error })}
      />
      {other && (
        <TextField
          {...field}
          label="Name of the product"
          mono
          onChange={(event) => field.onChange(event.target.value)}
          hint="As the CA calls it. It is sent as it is."
        />
      )}
      <Segmented
        label="Transparency logs"
        name="certificate-transparency"
        value={published === null ? 'ca' : published ? 'yes' : 'no'}
        onChange={(event) =>
          controls.set('certificateTransparency', transparency.get(event.target.value) ?? null)
        }
        options={transparencies}
        hint="Public CAs publish what they issue: browsers ask for it, and everybody can read the names."
      />
      <FormAdvice vault={vault} values={controls.values} fields={orderFields} />
    </>
  )
}
