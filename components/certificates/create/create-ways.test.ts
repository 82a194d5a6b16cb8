import { describe, expect, it } from 'vitest'
import { newNameRow } from '../fields/names-field.tsx'
import type { CreateValues } from './create-model.ts'
import { initialValues } from './initial-values.ts'
import { moveToWay } from './move-to-way.ts'
import { summaryLines } from './summary-lines.ts'
import { readWay, wayOf } from './ways.ts'

const now = new Date('2026-11-25T12:00:00Z')
const initial = initialValues(now)

describe('ways', () => {
  it.each([
    ['Self', 'self'],
    ['Unknown', 'csr'],
    ['DigiCert', 'ca'],
    ['', 'ca'],
  ])('a policy of %s goes the way %s', (issuer, way) => {
    expect(wayOf(issuer)).toBe(way)
  })

  it('are read from the address, and nothing else is', () => {
    expect([readWay('ca'), readWay('other'), readWay(null)]).toEqual(['ca', null, null])
  })
})

describe('moveToWay', () => {
  const typed: CreateValues = {
    ...initial,
    name: 'www',
    subject: 'CN=www',
    names: [newNameRow('dns', 'www.contoso.com')],
  }

  it('takes along what was typed, and changes what hangs on the signer', () => {
    const ordered = moveToWay(typed, 'ca', now)
    expect(ordered).toMatchObject({
      ...{ name: 'www', subject: 'CN=www', names: typed.names, issuer: '', validityMonths: '3' },
      lifetimeAction: { action: 'AutoRenew' },
    })
    const chosen = { ...ordered, issuer: 'DigiCert', certificateType: 'EV-SSL' }
    expect(moveToWay(chosen, 'csr', now)).toMatchObject({
      ...{ issuer: 'Unknown', certificateType: '', validityMonths: '3' },
      lifetimeAction: { action: 'EmailContacts' },
    })
    expect(moveToWay(moveToWay(chosen, 'csr', now), 'self', now)).toEqual(typed)
  })

  it('leaves what the person chose', () => {
    const own = {
      ...typed,
      validityMonths: '2',
      lifetimeAction: { action: 'EmailContacts', daysBeforeExpiry: 10, lifetimePercentage: null },
    } as const
    expect(moveToWay(own, 'ca', now)).toMatchObject({
      ...{ validityMonths: '2', lifetimeAction: own.lifetimeAction },
    })
    const chosen = { ...own, issuer: 'DigiCert' }
    expect(moveToWay(chosen, 'ca', now)).toBe(chosen)
  })
})

describe('summaryLines', () => {
  const text = (values: CreateValues) =>
    Object.fromEntries(
      summaryLines('contoso-prod', values, null, now).map(({ term, text }) => [term, text]),
    )

  it('tells each member that is sent', () => {
    expect(text({ ...initial, name: 'www', subject: 'CN=www' })).toEqual({
      Name: 'www',
      Issuer: 'Self-signed by the vault',
      Subject: 'CN=www',
      'Alternative names': '',
      Key: 'RSA 2048 · exportable · a new one each version',
      Purposes: 'TLS server',
      'Key usage': 'Digital signature, Key encipherment',
      Valid: '3 months, until 25 Feb 2027',
      'Before it ends': 'renewed at 80 % of its life',
      'Stored as': 'PFX',
      Tags: '',
    })
  })

  it.each<[Partial<CreateValues>, Record<string, string>]>([
    [
      { issuer: 'DigiCert', certificateType: 'EV-SSL' },
      { Issuer: 'DigiCert', Product: 'EV-SSL' },
    ],
    [
      { issuer: 'Unknown' },
      { Issuer: 'Any CA, by CSR', Valid: '3 months asked for; the CA sets the dates' },
    ],
    [{ issuer: '' }, { Issuer: '' }],
    [
      { key: { kty: 'EC-HSM', size: null, curve: 'P-384' }, exportable: false },
      { Key: 'EC P-384 · in the HSM · not exportable · a new one each version' },
    ],
    [{ lifetimeAction: null }, { 'Before it ends': 'nothing happens' }],
    [
      { keyUsage: [], extendedKeyUsage: ['1.2.3'] },
      { Purposes: '1.2.3', 'Key usage': 'left to the vault' },
    ],
    [{ validityMonths: 'x' }, { Valid: '' }],
  ])('of %j', (change, lines) => {
    expect(text({ ...initial, ...change })).toMatchObject(lines)
  })
})
