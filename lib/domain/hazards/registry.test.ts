import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ContentFacts, HazardFacts, PolicyFacts } from './facts.ts'
import { examineHazards, hazardRules } from './registry.ts'

const now = new Date('2026-11-23T12:00:00Z')
const day = (count: number) => new Date(now.getTime() + count * 86_400_000).toISOString()

const content: ContentFacts = {
  selfIssued: false,
  notBefore: day(-40),
  notAfter: day(50),
  key: 'EC P-256',
  signatureAlgorithm: 'ecdsa-with-SHA256',
  names: { dns: ['www.contoso.com'] },
}
const policy: PolicyFacts = {
  issuer: 'DigiCert',
  exportable: false,
  reuseKey: false,
  validityMonths: 3,
  lifetimeAction: { action: 'AutoRenew', daysBeforeExpiry: null, lifetimePercentage: 80 },
}
const mailed = { action: 'EmailContacts', daysBeforeExpiry: 30, lifetimePercentage: null }
const sound: HazardFacts = {
  vault: 'contoso-prod',
  name: 'www',
  enabled: true,
  expiresOn: content.notAfter,
  environment: 'production',
  contacts: 1,
  policy,
  content,
}

interface Change {
  readonly facts?: Partial<HazardFacts>
  readonly policy?: Partial<PolicyFacts>
  readonly content?: Partial<ContentFacts>
}

const changed = (change: Change): HazardFacts => ({
  ...sound,
  policy: { ...policy, ...change.policy },
  content: { ...content, ...change.content },
  ...change.facts,
})
const actsAhead = (daysBeforeExpiry: number, action = 'AutoRenew') => ({
  action,
  daysBeforeExpiry,
  lifetimePercentage: null,
})

it('lists every file of the folder, and the file is named for the rule', () => {
  const files = readdirSync(new URL('rules', import.meta.url)).map((file) =>
    file.replace('.ts', ''),
  )
  expect(hazardRules.map((rule) => rule.id).sort()).toEqual(files.sort())
})

describe('examineHazards', () => {
  it.each<[string, Change, string[]]>([
    ['nothing about a sound one', {}, []],
    [
      'a CA issued it, the vault would sign it itself',
      { policy: { issuer: 'Self' } },
      ['auto-renew-replaces-ca'],
    ],
    [
      'self-signed, renewed by the vault',
      { policy: { issuer: 'Self' }, content: { selfIssued: true } },
      [],
    ],
    [
      'disabled: nothing will renew it',
      { policy: { issuer: 'Self' }, facts: { enabled: false } },
      [],
    ],
    ['no CA to order from', { policy: { issuer: 'Unknown' } }, ['auto-renew-without-ca']],
    [
      'no CA, but only mails are promised',
      { policy: { issuer: 'Unknown', lifetimeAction: mailed } },
      [],
    ],
    ['no issuer at all', { policy: { issuer: null } }, ['auto-renew-without-ca']],
    ['no lifetime action', { policy: { lifetimeAction: null } }, ['no-lifetime-action']],
    ['no contacts', { facts: { contacts: 0 } }, ['no-contacts']],
    ['contacts that cannot be read are not missing', { facts: { contacts: null } }, []],
    ['a CA with 7 days', { policy: { lifetimeAction: actsAhead(7) } }, []],
    ['a CA with 6 days', { policy: { lifetimeAction: actsAhead(6) } }, ['short-renewal-window']],
    [
      '95 % of 90 days are 4.5 days',
      {
        policy: {
          lifetimeAction: { ...actsAhead(0), daysBeforeExpiry: null, lifetimePercentage: 95 },
        },
      },
      ['short-renewal-window'],
    ],
    [
      'a person with 13 days',
      { policy: { issuer: 'Unknown', lifetimeAction: actsAhead(13, 'EmailContacts') } },
      ['short-renewal-window'],
    ],
    [
      'the vault itself with 1 day',
      { policy: { issuer: 'Self', lifetimeAction: actsAhead(1) }, content: { selfIssued: true } },
      [],
    ],
    [
      'a version from before the policy was shortened',
      { content: { notBefore: day(-320) } },
      ['validity-over-policy'],
    ],
    ['a year from a public CA', { policy: { validityMonths: 12 } }, ['validity-over-public-limit']],
    [
      'six months today, made when 100 days hold',
      { policy: { validityMonths: 6 }, facts: { expiresOn: day(130) } },
      ['validity-over-public-limit'],
    ],
    ['six months today', { policy: { validityMonths: 6 } }, []],
    [
      'a year from a private CA',
      { policy: { validityMonths: 12, issuer: 'Unknown', lifetimeAction: mailed } },
      [],
    ],
    ['RSA 1024', { content: { key: 'RSA 1024' } }, ['weak-key']],
    ['RSA 2048', { content: { key: 'RSA 2048' } }, []],
    ['SHA-1', { content: { signatureAlgorithm: 'sha1WithRSAEncryption' } }, ['weak-key']],
    [
      'SHA-1 as another reader writes it',
      { content: { signatureAlgorithm: 'RSA SHA-1' } },
      ['weak-key'],
    ],
    ['SHA-512 is not SHA-1', { content: { signatureAlgorithm: 'RSA SHA-512' } }, []],
    [
      'a wildcard in production',
      { content: { names: { dns: ['*.contoso.com'] } } },
      ['wildcard-in-production'],
    ],
    [
      'a wildcard elsewhere',
      { content: { names: { dns: ['*.contoso.com'] } }, facts: { environment: 'other' } },
      [],
    ],
    ['exportable in production', { policy: { exportable: true } }, ['exportable-in-production']],
    ['exportable elsewhere', { policy: { exportable: true }, facts: { environment: null } }, []],
    ['the same key again', { policy: { reuseKey: true } }, ['reused-key']],
    ['never issued', { facts: { content: null } }, []],
  ])('says: %s', (_what, change, ids) => {
    expect(examineHazards(changed(change), now).map((finding) => finding.rule)).toEqual(ids)
  })

  it('says nothing that is empty, and ends each sentence', () => {
    const worst = changed({
      facts: { contacts: 0 },
      policy: { issuer: 'Unknown', reuseKey: true, exportable: true, lifetimeAction: actsAhead(2) },
      content: { key: 'RSA 1024', names: { dns: ['*.a.example'] }, notBefore: day(-900) },
    })
    const findings = examineHazards(worst, now)
    expect(findings.length).toBeGreaterThan(6)
    for (const { message, nextStep } of findings) {
      expect(message).toMatch(/^[A-Z*].*\.$/)
      expect(nextStep).toMatch(/^[A-Z].*\.$/)
    }
  })
})

it.each(hazardRules.map((rule) => [rule.id, rule] as const))(
  '%s has a title and a source',
  (_id, rule) => {
    expect(rule.title).not.toBe('')
    expect(rule.citation).toMatch(/^https:\/\/(learn\.microsoft\.com|www\.rfc-editor\.org)\//)
  },
)
