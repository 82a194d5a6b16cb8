import { describe, expect, it } from 'vitest'
import { type AdviceSetting, advisePolicy } from './advice.ts'
import { defaultDraft, type PolicyDraft, type PolicyField } from './draft.ts'
import { clientAuth, codeSigning, serverAuth } from './extended-key-usages.ts'

const setting: AdviceSetting = {
  now: new Date('2026-11-25T12:00:00Z'),
  premium: true,
  environment: 'other',
}
const names = { ...defaultDraft.names, dns: ['www.contoso.com'] }
const draft: PolicyDraft = { ...defaultDraft, subject: 'CN=www.contoso.com', names }
const ca = { issuer: 'DigiCert', extendedKeyUsage: [serverAuth] }
const ec = { kty: 'EC', size: null, curve: 'P-256' } as const

const told = (change: Partial<PolicyDraft>, here: Partial<AdviceSetting> = {}) =>
  advisePolicy({ ...draft, ...change }, { ...setting, ...here }).filter(({ tone }) => tone !== 'ok')

describe('advisePolicy', () => {
  it.each<[string, Partial<PolicyDraft>]>([
    ['the default', {}],
    ['an order of three months', ca],
    ['a key on a curve', { ...ec, keyUsage: ['digitalSignature'] }],
    ['PEM that never leaves', { contentType: 'application/x-pkcs12' }],
  ])('has nothing against %s', (_what, change) => {
    expect(told(change)).toEqual([])
  })

  it.each<[PolicyField, Partial<PolicyDraft>, string]>([
    [
      'certificateType',
      { ...ca, certificateType: 'EV-SSL', names: { ...names, dns: ['*.a.com'] } },
      'wildcards',
    ],
    ['certificateTransparency', { ...ca, certificateTransparency: false }, 'transparency log'],
    ['subject', { ...ca, subject: 'CN=www, O=Contoso' }, 'common name alone'],
    ['names', { ...ca, names: { ...names, ips: ['8.8.8.8'] } }, 'DNS names'],
    ['names', { names: { ...names, dns: [] } }, 'common name'],
    ['kty', { extendedKeyUsage: [codeSigning] }, '3072'],
    ['kty', { kty: 'RSA-HSM' }, 'billed'],
    ['exportable', { exportable: false, extendedKeyUsage: [clientAuth] }, 'App Service'],
    ['reuseKey', { reuseKey: true }, 'stays leaked'],
    ['reuseKey', { ...ca, reuseKey: true }, 'each renewal fails'],
    ['contentType', { contentType: 'application/x-pem-file' }, 'PFX only'],
    ['keyUsage', ec, 'Key encipherment: an EC key cannot'],
    ['keyUsage', { keyUsage: ['keyAgreement'] }, 'an RSA key cannot'],
    ['keyUsage', { keyUsage: ['keyCertSign'] }, 'authorities'],
    ['keyUsage', { ...ec, keyUsage: ['encipherOnly'] }, 'without key agreement'],
    ['keyUsage', { keyUsage: [] }, 'defaults'],
    ['extendedKeyUsage', { ...ca, extendedKeyUsage: [clientAuth] }, 'refuse other'],
    [
      'extendedKeyUsage',
      { ...ca, extendedKeyUsage: [serverAuth, clientAuth] },
      'leave TLS client out',
    ],
    ['extendedKeyUsage', { extendedKeyUsage: [] }, 'puts in TLS server'],
    ['validityMonths', { ...ca, validityMonths: 7 }, '200 days'],
    ['validityMonths', { validityMonths: 12 }, '90 days'],
  ])('tells at %s about %j', (field, change, words) => {
    expect(told(change)).toEqual([
      expect.objectContaining({ field, message: expect.stringContaining(words) }),
    ])
  })

  it('calls a self-signed certificate in production what it is', () => {
    expect(told({}, { environment: 'production' })[0]).toMatchObject({
      ...{ field: 'issuer', tone: 'warn' },
    })
    expect(told({ ...ca, exportable: false }, { environment: 'production' })).toMatchObject([
      { field: 'exportable' },
      { field: 'exportable', message: expect.stringContaining('4,000 operations') },
    ])
  })

  it('says what an exportable key means in production', () => {
    expect(told(ca, { environment: 'production' })).toMatchObject([
      { field: 'exportable', tone: 'note', message: expect.stringContaining('copy this key') },
    ])
  })

  it('says so when it does not know whether there is an HSM', () => {
    expect(told({ kty: 'RSA-HSM' }, { premium: null })[0]?.message).toContain('could not be read')
  })
})
