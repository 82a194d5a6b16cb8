import { describe, expect, it } from 'vitest'
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
        const draft = { ...defaultDraft, subject: 'CN=www', issuer, ...policy }
        expect(policyProblems(draft)).toEqual({})
        expect(policy.keyUsage.filter((usage) => !fitsKey(usage, policy.kty))).toEqual([])
        expect(reasons.length).toBeGreaterThan(2)
      }
    }
  })

  // SC-081v3: 200, 100 and 47 days by the day of issue.
  it.each([
    ['2026-11-25', 'DigiCert', 6],
    ['2027-03-15', 'DigiCert', 3],
    ['2029-03-15', 'Unknown', 1],
    ['2029-03-15', 'Self', 3],
  ])('a web server on %s by %s gets %s months', (day, issuer, months) => {
    const { policy } = templateFor('web-server', { ...setting, issuer, now: new Date(day) })
    expect(policy.validityMonths).toBe(months)
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
