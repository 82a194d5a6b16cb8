import { describe, expect, it } from 'vitest'
import { examineHazards } from '../../hazards/registry.ts'
import { addMonths } from '../validity.ts'
import { defaultDraft } from './draft.ts'
import { policyProblems } from './draft-problems.ts'
import { fitsKey } from './key-usages.ts'
import { longestMonths, purposeIds, type TemplateSetting, templateFor } from './templates.ts'

const now = new Date('2026-11-25T12:00:00Z')
const setting: TemplateSetting = { issuer: 'Self', now, premium: false, environment: 'production' }

describe('templates', () => {
  it.each(purposeIds)('%s makes a policy that the service takes', (purpose) => {
    for (const issuer of ['Self', 'Unknown', 'DigiCert']) {
      for (const premium of [true, false, null]) {
        const { policy, reasons } = templateFor(purpose, { ...setting, issuer, premium })
        const names = { ...defaultDraft.names, dns: ['www.contoso.com'] }
        const draft = { ...defaultDraft, names, issuer, ...policy }
        expect(policyProblems(draft)).toEqual({})
        expect(policy.keyUsage.filter((usage) => !fitsKey(usage, policy.kty))).toEqual([])
        expect(reasons.length).toBeGreaterThan(2)
      }
    }
  })

  // SC-081v3: 200, 100 and 47 days by the day of issue.
  it.each([
    // Six would be allowed today, but not when the policy renews it in May.
    ['2026-11-25', 'DigiCert', 3],
    ['2026-08-25', 'Unknown', 6],
    ['2026-11-25', '', 3],
    ['2027-03-15', 'DigiCert', 3],
    ['2028-12-20', 'DigiCert', 2],
    ['2029-03-15', 'Unknown', 1],
    ['2029-03-15', 'Self', 3],
  ])('a web server on %s by %s gets %s months', (day, issuer, months) => {
    const { policy } = templateFor('web-server', { ...setting, issuer, now: new Date(day) })
    expect(policy.validityMonths).toBe(months)
  })

  it.each(purposeIds)('%s meets no check of renewals, on any day and way', (purpose) => {
    const days = ['2026-11-25', '2027-01-31', '2027-03-15', '2028-12-20', '2029-03-15']
    for (const at of days.map((day) => new Date(day))) {
      for (const issuer of ['Self', 'Unknown', 'DigiCert']) {
        const { policy } = templateFor(purpose, { ...setting, issuer, now: at })
        // No browser judges the other purposes, and no public CA signs them.
        if (issuer === 'DigiCert' && purpose !== 'web-server') continue
        const content = {
          selfIssued: issuer === 'Self',
          notBefore: at.toISOString(),
          notAfter: addMonths(at, policy.validityMonths).toISOString(),
          key: 'RSA 3072',
          signatureAlgorithm: 'RSA SHA-256',
          names: { dns: [] },
        }
        const facts = {
          ...{ vault: 'v', name: 'c', enabled: true, contacts: 1, content },
          ...{ expiresOn: content.notAfter, environment: 'production' as const },
          policy: { ...policy, issuer },
        }
        expect(examineHazards(facts, at).map(({ rule }) => rule)).toEqual([])
      }
    }
  })

  it.each([
    ['web-server', 'production', false],
    ['web-server', 'other', true],
    ['web-server', null, true],
    ['service', 'production', false],
    ['service', 'other', true],
    // Nothing needs the file.
    ['client', 'other', false],
    ['code-signing', null, false],
  ] as const)('%s in environment %s: exportable %s', (purpose, environment, exportable) => {
    const { policy, reasons } = templateFor(purpose, { ...setting, environment })
    expect(policy.exportable).toBe(exportable)
    expect(reasons.map(({ choice }) => choice)).toContain(
      exportable ? 'Exportable, as PFX' : 'Not exportable',
    )
  })

  it.each([
    [true, 'production', 'RSA-HSM'],
    [true, null, 'RSA-HSM'],
    // Software keys where it is only tried out.
    [true, 'other', 'RSA'],
    [false, 'production', 'RSA'],
    [null, 'production', 'RSA'],
  ] as const)(
    'code on premium %s, environment %s, gets a key of type %s',
    (premium, environment, kty) => {
      expect(
        templateFor('code-signing', { ...setting, premium, environment }).policy,
      ).toMatchObject({
        ...{ kty, size: 3072, exportable: false },
      })
    },
  )

  it.each([
    [200, '2026-11-25', 6],
    [100, '2026-11-25', 3],
    [47, '2026-11-25', 1],
    [10, '2026-11-25', 1],
  ])('%s days from %s are %s months', (days, day, months) => {
    expect(longestMonths(days, new Date(day))).toBe(months)
  })
})
