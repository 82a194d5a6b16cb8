import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { certificateRules, compareFindings, examineCertificate, findRule } from './registry.ts'
import type { CertificateFacts, VaultFacts } from './rule.ts'
import { changeRules, examineChanges, examineVault, vaultRules } from './vault-registry.ts'

const now = new Date('2026-11-23T12:00:00Z')
const days = (count: number) => new Date(now.getTime() + count * 86_400_000).toISOString()

const healthy: CertificateFacts = {
  vault: 'contoso-prod',
  name: 'www',
  enabled: true,
  notBefore: days(-100),
  expiresOn: days(265),
  unissued: false,
  operation: { status: 'completed', issuer: 'Self', error: null },
}

const closed: VaultFacts = {
  vault: 'contoso-prod',
  defaultAction: 'Deny',
  publicNetworkAccess: 'Enabled',
  purgeProtection: true,
}

const rules = [...certificateRules, ...vaultRules, ...changeRules]

describe('the registry', () => {
  it('lists every file of the folder, and the file is named for the rule', () => {
    const files = readdirSync(new URL('rules', import.meta.url))
      .filter((file) => !file.endsWith('.test.ts'))
      .map((file) => file.replace('.ts', ''))
    expect(rules.map((rule) => rule.id).sort()).toEqual(files.sort())
  })

  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s has a title and a source',
    (_id, rule) => {
      expect(rule.title).not.toBe('')
      expect(rule.citation).toMatch(/^https:\/\/(learn\.microsoft\.com|www\.rfc-editor\.org)\//)
      expect(findRule(rule.id)).toBe(rule)
    },
  )
})

describe('examineCertificate', () => {
  it.each<[string, Partial<CertificateFacts>, string[]]>([
    ['nothing about a healthy one', {}, []],
    ['expired', { expiresOn: days(-1) }, ['expired']],
    ['expiring in 6 days', { expiresOn: days(6) }, ['expiring']],
    ['disabled', { enabled: false }, ['disabled-current']],
    ['disabled and expired', { enabled: false, expiresOn: days(-1) }, ['disabled-current']],
    [
      'failed and expiring',
      { expiresOn: days(6), operation: { status: 'failed', issuer: 'DigiCert', error: 'no' } },
      ['failed-issuance', 'expiring'],
    ],
    [
      'a first version that waits for a signature',
      {
        enabled: false,
        unissued: true,
        operation: { status: 'inProgress', issuer: 'Unknown', error: null },
      },
      ['pending-csr'],
    ],
    [
      'nothing about one that the vault is making',
      {
        enabled: false,
        unissued: true,
        operation: { status: 'inProgress', issuer: 'Self', error: null },
      },
      [],
    ],
  ])('says: %s', (_what, change, ids) => {
    const findings = examineCertificate({ ...healthy, ...change }, now)
    expect(findings.map((finding) => finding.rule)).toEqual(ids)
    for (const finding of findings) expect(finding.certificate).toBe('www')
  })

  it('passes on what the issuer wrote', () => {
    const operation = {
      status: 'failed',
      issuer: 'DigiCert',
      error: 'Domain not validated.',
    } as const
    expect(examineCertificate({ ...healthy, operation }, now)[0]?.message).toBe(
      'Domain not validated.',
    )
  })
})

describe('examineVault', () => {
  it.each<[string, Partial<VaultFacts>, string[]]>([
    ['nothing about a closed one', {}, []],
    ['no rule set at all', { defaultAction: null }, ['open-network']],
    [
      'no rule set and no switch',
      { defaultAction: null, publicNetworkAccess: null },
      ['open-network'],
    ],
    ['public access off', { defaultAction: 'Allow', publicNetworkAccess: 'Disabled' }, []],
    ['in a perimeter', { defaultAction: 'Allow', publicNetworkAccess: 'SecuredByPerimeter' }, []],
    ['purge protection off', { purgeProtection: false }, ['purge-protection-off']],
  ])('says: %s', (_what, change, ids) => {
    expect(examineVault({ ...closed, ...change }, now).map((finding) => finding.rule)).toEqual(ids)
  })
})

describe('compareFindings', () => {
  it('puts the worst and the earliest first, whatever the order before', () => {
    const findings = [
      ...examineVault({ ...closed, purgeProtection: false }, now),
      ...examineCertificate({ ...healthy, name: 'b', expiresOn: days(6) }, now),
      ...examineCertificate({ ...healthy, name: 'a', expiresOn: days(6) }, now),
      ...examineCertificate({ ...healthy, name: 'late', expiresOn: days(-1) }, now),
      ...examineCertificate({ ...healthy, name: 'older', expiresOn: days(-9) }, now),
    ]
    const order = (list: typeof findings) => list.map((finding) => finding.certificate)
    const expected = ['older', 'late', 'a', 'b', null]
    expect(order(findings.toSorted(compareFindings))).toEqual(expected)
    expect(order(findings.toReversed().sort(compareFindings))).toEqual(expected)
  })
})

describe('examineChanges', () => {
  const minutes = (count: number) => new Date(now.getTime() + count * 60_000).toISOString()
  const changed = {
    vault: 'contoso-prod',
    createdOn: days(-400),
    modifiedOn: minutes(-60),
    modifiedBy: 'mallory@contoso.example',
    oursOn: days(-3),
  }
  it.each([
    ['by somebody with another tool', {}, true],
    ['when this console has never done anything', { oursOn: null }, true],
    ['from here, a minute later in Azure', { oursOn: minutes(-61) }, false],
    ['from here since', { oursOn: minutes(-5) }, false],
    ['by its creation', { createdOn: minutes(-60) }, false],
    ['long ago', { modifiedOn: days(-8) }, false],
    ['in the future', { modifiedOn: days(1) }, false],
    ['at a time that nobody knows', { modifiedOn: null }, false],
  ])('changed %s', (_how, differs, told) => {
    const found = examineChanges({ ...changed, ...differs }, now)
    expect(found.map(({ rule }) => rule)).toEqual(told ? ['changed-elsewhere'] : [])
  })

  it('names who it was, where Azure says it', () => {
    expect(examineChanges(changed, now)[0]).toMatchObject({
      certificate: null,
      severity: 'info',
      due: changed.modifiedOn,
      message: expect.stringMatching(/^mallory@contoso\.example changed/),
    })
    const [unnamed] = examineChanges({ ...changed, modifiedBy: null }, now)
    expect(unnamed?.message).toMatch(/^Somebody changed/)
  })
})
