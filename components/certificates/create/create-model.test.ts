import { describe, expect, it } from 'vitest'
import * as rules from '#lib/domain/certificates/names.ts'
import { defaultDraft } from '#lib/domain/certificates/policy/draft.ts'
import type { CertificatePolicy } from '#lib/features/certificates/schema.ts'
import { newNameRow } from '../fields/names-field.tsx'
import { checkCreate } from './create-check.ts'
import {
  type CreateField,
  type CreateValues,
  createFieldOf,
  emptyCreateValues,
  fieldsUnlike,
  toCreateInput,
  valuesFromPolicy,
} from './create-model.ts'

const filled: CreateValues = {
  ...emptyCreateValues,
  name: 'www',
  subject: 'CN=www.contoso.com, O="Contoso, Inc."',
  names: [
    newNameRow('dns', ' WWW.Contoso.com '),
    newNameRow('email', 'ops@contoso.com'),
    newNameRow(),
  ],
  tags: [
    { key: 'env', value: 'prod' },
    { key: '', value: '' },
  ],
}

describe('toCreateInput', () => {
  it('drops empty rows, and writes names as DNS does when it has the rules', () => {
    expect(toCreateInput('contoso-prod', filled).policy.names.dns).toEqual(['WWW.Contoso.com'])
    expect(toCreateInput('contoso-prod', filled, rules)).toEqual({
      vault: 'contoso-prod',
      name: 'www',
      policy: {
        ...defaultDraft,
        subject: 'CN=www.contoso.com, O="Contoso, Inc."',
        names: { ...defaultDraft.names, dns: ['www.contoso.com'], emails: ['ops@contoso.com'] },
      },
      tags: { env: 'prod' },
    })
  })
})

describe('checkCreate', () => {
  it('passes what is complete', () => {
    expect(checkCreate('contoso-prod', filled)).toMatchObject({
      ok: true,
      input: { policy: { names: { dns: ['www.contoso.com'] } } },
    })
  })

  it.each<[string, Partial<CreateValues>, CreateField[]]>([
    ['a name with a space', { name: 'my cert' }, ['name']],
    ['neither subject nor names', { subject: '', names: [] }, ['subject']],
    ['a comma without quotes', { subject: 'CN=www, O=Contoso, Inc.' }, ['subject']],
    ['a bad DNS name', { names: [newNameRow('dns', 'a b')] }, ['names']],
    ['no months', { validityMonths: '' }, ['validityMonths']],
    ['half a month', { validityMonths: '1.5' }, ['validityMonths']],
    [
      'a tag twice',
      {
        tags: [
          { key: 'a', value: '1' },
          { key: 'A', value: '2' },
        ],
      },
      ['tags'],
    ],
    ['a value without a name', { tags: [{ key: '', value: '1' }] }, ['tags']],
    [
      'several at once',
      { name: '', subject: 'x', validityMonths: '' },
      ['name', 'subject', 'validityMonths'],
    ],
  ])('refuses %s at its field', (_what, change, fields) => {
    const checked = checkCreate('contoso-prod', { ...filled, ...change })
    expect(checked.ok ? [] : Object.keys(checked.errors).sort()).toEqual(fields)
  })
})

describe('fieldsUnlike', () => {
  it('tells what was typed, by what it says and not by the keys of its rows', () => {
    const start = { ...emptyCreateValues, names: [newNameRow('dns', 'a.example')] }
    const same = { ...start, names: [newNameRow('dns', 'a.example')] }
    expect(fieldsUnlike(same, start)).toEqual([])
    const typed = { ...same, name: 'my cert', tags: [{ key: 'a', value: '1' }], validityMonths: '' }
    expect(fieldsUnlike(typed, start).sort()).toEqual(['name', 'tags', 'validityMonths'])
  })
})

describe('createFieldOf', () => {
  it.each([
    ['policy.names', 'names'],
    ['policy.size', 'key'],
    ['policy', null],
    ['tags.env', 'tags'],
    ['vault', null],
    ['constructor', null],
  ])('%s belongs to %s', (path, field) => {
    expect(createFieldOf(path)).toBe(field)
  })
})

describe('valuesFromPolicy', () => {
  const policy: CertificatePolicy = {
    ...defaultDraft,
    certificateType: 'OV-SSL',
    subject: 'CN=www.contoso.com',
    names: { ...defaultDraft.names, dns: ['www.contoso.com'], upns: ['ops@contoso.com'] },
    ...{ kty: 'EC-HSM', size: 256, curve: 'P-256', exportable: false, keyUsage: [] },
    lifetimeAction: { action: 'AutoRenew', daysBeforeExpiry: 30, lifetimePercentage: null },
    createdOn: null,
    updatedOn: null,
  }

  it('sends back what the vault keeps', () => {
    const { createdOn: _c, updatedOn: _u, ...kept } = policy
    const values = valuesFromPolicy('www', policy, { env: 'prod' })
    expect(checkCreate('contoso-prod', values)).toEqual({
      ok: true,
      input: {
        vault: 'contoso-prod',
        name: 'www',
        policy: { ...kept, size: null },
        tags: { env: 'prod' },
      },
    })
  })
})
