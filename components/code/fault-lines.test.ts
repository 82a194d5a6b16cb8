import { expect, it } from 'vitest'
import { checkCreate } from '../certificates/create/create-check.ts'
import { emptyCreateValues } from '../certificates/create/create-model.ts'
import { fieldLabels } from '../certificates/policy-form/field-labels.ts'
import { faultLines } from './fault-lines.ts'

it('names each fault with its field, and nothing where nothing is wrong', () => {
  expect(
    faultLines({ name: 'Give it one.', tags: undefined, rest: 'So.' }, { name: 'Name' }),
  ).toEqual(['Name: Give it one.', 'So.'])
})

it('has a label for whatever the form of a certificate refuses', () => {
  const checked = checkCreate('contoso-prod', {
    ...emptyCreateValues,
    issuer: '',
    certificateType: 'x'.repeat(200),
    key: { kty: 'RSA-HSM', size: 1024, curve: null },
    keyUsage: ['flying'],
    extendedKeyUsage: ['x'],
    validityMonths: '0',
    tags: [{ key: '', value: '1' }],
  })
  const errors = checked.ok ? {} : checked.errors
  expect(Object.keys(errors).length).toBeGreaterThan(7)
  for (const line of faultLines(errors, fieldLabels)) expect(line).toMatch(/^[A-Z][a-z ]+: \S/)
})
