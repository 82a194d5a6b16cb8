import { describe, expect, it } from 'vitest'
import type { CertificatePolicy } from '#lib/features/certificates/schema.ts'
import { keyFacts, renewsItself, shortId } from './words.ts'

const policy: CertificatePolicy = {
  issuer: 'Self',
  certificateType: null,
  certificateTransparency: null,
  subject: 'CN=www',
  names: { dns: [], emails: [], upns: [], ips: [], uris: [] },
  kty: 'RSA',
  size: 2048,
  curve: null,
  exportable: true,
  reuseKey: false,
  keyUsage: [],
  extendedKeyUsage: [],
  validityMonths: 12,
  contentType: 'application/x-pkcs12',
  lifetimeAction: { action: 'AutoRenew', daysBeforeExpiry: null, lifetimePercentage: 80 },
  enabled: true,
  createdOn: null,
  updatedOn: null,
}
const days = { action: 'AutoRenew', daysBeforeExpiry: 30, lifetimePercentage: null }
const mail = { action: 'EmailContacts', daysBeforeExpiry: null, lifetimePercentage: 80 }

describe('renewsItself', () => {
  it.each<[Partial<CertificatePolicy>, boolean]>([
    [{}, true],
    [{ lifetimeAction: days }, true],
    [{ lifetimeAction: mail }, false],
    [{ issuer: 'Unknown' }, false],
    [{ lifetimeAction: null }, false],
  ])('%j', (change, itself) => {
    expect(renewsItself({ ...policy, ...change })).toBe(itself)
  })
})

describe('keyFacts', () => {
  it('leaves out what the vault does not say', () => {
    expect(keyFacts('RSA 2048', policy)).toBe('RSA 2048 · exportable · a new key each version')
    expect(keyFacts('RSA 2048', { ...policy, exportable: null, reuseKey: true })).toBe(
      'RSA 2048 · same key each version',
    )
    expect(keyFacts('EC P-256', null)).toBe('EC P-256')
  })
})

describe('shortId', () => {
  it('leaves out the host', () => {
    expect(shortId('https://v.vault.azure.net/certificates/www')).toBe('…/certificates/www')
  })
})
