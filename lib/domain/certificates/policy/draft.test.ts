import { describe, expect, it } from 'vitest'
import { defaultDraft, draftOf, type PolicyDraft, type PolicyField } from './draft.ts'
import { policyProblems } from './draft-problems.ts'

const draft: PolicyDraft = { ...defaultDraft, subject: 'CN=www.contoso.com' }
const names = draft.names

describe('policyProblems', () => {
  it.each<[string, Partial<PolicyDraft>]>([
    ['the default with a subject', {}],
    ['names instead of a subject', { subject: ' ', names: { ...names, dns: ['www.contoso.com'] } }],
    [
      'every kind of name',
      {
        names: {
          dns: ['*.contoso.com'],
          emails: ['ops@contoso.com'],
          upns: ['ops@contoso.com'],
          ips: ['2001:db8::1', '192.0.2.1'],
          uris: ['spiffe://contoso.com/billing'],
        },
      },
    ],
    [
      'an issuer of the vault',
      {
        ...{ issuer: 'DigiCert-01', certificateType: 'EV-SSL' },
        names: { ...names, dns: ['www.contoso.com'] },
      },
    ],
    ['a key in an HSM', { kty: 'EC-HSM', size: null, curve: 'P-384', exportable: false }],
    ['no action', { lifetimeAction: null }],
    ['81 days before the end of three months', { lifetimeAction: days(81) }],
  ])('takes %s', (_what, change) => {
    expect(policyProblems({ ...draft, ...change })).toEqual({})
  })

  it.each<[PolicyField, Partial<PolicyDraft>, string]>([
    ['issuer', { issuer: '' }, 'Choose who signs'],
    ['issuer', { issuer: 'Digi Cert' }, 'not the name of an issuer'],
    ['certificateType', { certificateType: 'x'.repeat(128) }, '127'],
    ['subject', { subject: '' }, 'Type a subject'],
    ['subject', { subject: 'CN=a, O=Contoso, Inc.' }, 'double quotes'],
    ['subject', { subject: `CN=${'a'.repeat(2000)}` }, '2000'],
    ['names', { names: { ...names, dns: ['a b'] } }, 'a b: '],
    ['names', { names: { ...names, ips: ['10.0.0.0/8'] } }, 'single addresses'],
    ['names', { names: { ...names, dns: Array<string>(101).fill('a.com') } }, 'At most 100'],
    ['names', { issuer: 'DigiCert' }, 'DigiCert signs for DNS names: add at least one.'],
    ['kty', { size: 1024 }, 'size or curve'],
    ['kty', { kty: 'EC' }, 'size or curve'],
    ['exportable', { kty: 'RSA-HSM' }, 'HSM'],
    ['keyUsage', { keyUsage: ['signing'] }, 'does not know'],
    ['extendedKeyUsage', { extendedKeyUsage: ['1.2'] }, 'three numbers'],
    ['extendedKeyUsage', { extendedKeyUsage: ['1.2.3', '1.2.3'] }, 'twice'],
    ['validityMonths', { validityMonths: Number.NaN }, 'whole number'],
    ['validityMonths', { validityMonths: 0 }, 'at least 1'],
    ['lifetimeAction', { lifetimeAction: days(82) }, 'At most 81 days'],
    ['lifetimeAction', { lifetimeAction: days(0) }, 'whole number of days'],
    ['lifetimeAction', { lifetimeAction: { ...days(5), lifetimePercentage: 80 } }, 'Choose one'],
    [
      'lifetimeAction',
      { lifetimeAction: { ...days(5), daysBeforeExpiry: null, lifetimePercentage: 100 } },
      '1 to 99',
    ],
  ])('tells at %s what is wrong with %j', (field, change, words) => {
    const problems = policyProblems({ ...draft, ...change })
    expect(Object.keys(problems)).toEqual([field])
    expect(problems[field]).toContain(words)
  })

  it('tells everything at once', () => {
    const wrong = { subject: '', validityMonths: 0, issuer: '', size: 1 }
    expect(Object.keys(policyProblems({ ...draft, ...wrong })).sort()).toEqual([
      'issuer',
      'kty',
      'subject',
      'validityMonths',
    ])
  })
})

describe('draftOf', () => {
  it('means what the vault keeps', () => {
    const kept: PolicyDraft = {
      ...draft,
      issuer: 'DigiCert',
      certificateType: 'OV-SSL',
      certificateTransparency: false,
      kty: 'RSA-HSM',
      exportable: false,
      lifetimeAction: days(30),
      enabled: false,
    }
    expect(draftOf(kept)).toEqual(kept)
  })

  it('takes the defaults of the service where the vault says nothing', () => {
    const silent = {
      ...{ issuer: null, certificateType: null, certificateTransparency: null, subject: null },
      ...{ kty: null, size: null, curve: null, exportable: null, reuseKey: null },
      ...{ contentType: null, keyUsage: [], extendedKeyUsage: [], validityMonths: null },
      ...{ lifetimeAction: null, enabled: null, names },
    }
    expect(draftOf(silent)).toMatchObject({
      ...{ issuer: 'Unknown', kty: 'RSA', size: 2048, validityMonths: 12, exportable: true },
      lifetimeAction: null,
    })
  })
})

function days(daysBeforeExpiry: number) {
  return { action: 'AutoRenew', daysBeforeExpiry, lifetimePercentage: null } as const
}
