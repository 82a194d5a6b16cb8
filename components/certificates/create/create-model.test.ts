import { describe, expect, it } from 'vitest'
import * as rules from '#lib/domain/certificates/names.ts'
import type { CertificatePolicy } from '#lib/features/certificates/schema.ts'
import { newNameRow } from '../fields/names-field.tsx'
import { checkCreate } from './create-check.ts'
import {
  type CreateField,
  type CreateValues,
  createFieldOf,
  emptyCreateValues,
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
    expect(toCreateInput('contoso-prod', filled).dnsNames).toEqual(['WWW.Contoso.com'])
    expect(toCreateInput('contoso-prod', filled, rules)).toEqual({
      vault: 'contoso-prod',
      name: 'www',
      subject: 'CN=www.contoso.com, O="Contoso, Inc."',
      dnsNames: ['www.contoso.com'],
      emails: ['ops@contoso.com'],
      upns: [],
      key: 'rsa-2048',
      exportable: true,
      reuseKey: false,
      validityMonths: 3,
      contentType: 'application/x-pkcs12',
      enabled: true,
      tags: { env: 'prod' },
    })
  })
})

describe('checkCreate', () => {
  it('passes what is complete', () => {
    expect(checkCreate('contoso-prod', filled)).toMatchObject({
      ok: true,
      input: { dnsNames: ['www.contoso.com'] },
    })
  })

  it.each<[string, Partial<CreateValues>, CreateField[]]>([
    ['a name with a space', { name: 'my cert' }, ['name']],
    ['no subject', { subject: '' }, ['subject']],
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
      { name: '', subject: '', validityMonths: '0' },
      ['name', 'subject', 'validityMonths'],
    ],
  ])('refuses %s at its field', (_what, change, fields) => {
    const checked = checkCreate('contoso-prod', { ...filled, ...change })
    expect(checked.ok ? [] : Object.keys(checked.errors).sort()).toEqual(fields)
  })
})

describe('createFieldOf', () => {
  it.each([
    ['dnsNames.2', 'names'],
    ['upns', 'names'],
    ['tags.env', 'tags'],
    ['vault', null],
    ['constructor', null],
  ])('%s belongs to %s', (path, field) => {
    expect(createFieldOf(path)).toBe(field)
  })
})

describe('valuesFromPolicy', () => {
  const policy: CertificatePolicy = {
    issuer: 'Self',
    subject: 'CN=www.contoso.com',
    names: { dns: ['www.contoso.com'], emails: [], upns: ['ops@contoso.com'] },
    kty: 'EC',
    size: 256,
    curve: 'P-256',
    exportable: false,
    reuseKey: true,
    keyUsage: [],
    extendedKeyUsage: [],
    validityMonths: 12,
    contentType: 'application/x-pem-file',
    lifetimeAction: null,
    createdOn: null,
    updatedOn: null,
  }

  it('sends back what the vault keeps', () => {
    const values = valuesFromPolicy('www', policy, { env: 'prod' })
    expect(checkCreate('contoso-prod', values)).toEqual({
      ok: true,
      input: {
        vault: 'contoso-prod',
        name: 'www',
        subject: 'CN=www.contoso.com',
        dnsNames: ['www.contoso.com'],
        emails: [],
        upns: ['ops@contoso.com'],
        key: 'ec-p256',
        exportable: false,
        reuseKey: true,
        validityMonths: 12,
        contentType: 'application/x-pem-file',
        enabled: true,
        tags: { env: 'prod' },
      },
    })
  })

  it('falls back to the default for a key that cannot be made here', () => {
    expect(valuesFromPolicy('www', { ...policy, kty: 'EC-HSM' }, {}).key).toBe('rsa-2048')
  })
})
