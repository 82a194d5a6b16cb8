import { describe, expect, it } from 'vitest'
import { certificateRules } from '#lib/domain/attention/registry.ts'
import { changeRules, vaultRules } from '#lib/domain/attention/vault-registry.ts'
import type { Attention, AttentionItem } from '#lib/features/attention/schema.ts'
import { attentionSummary, findingPath, findingTitle, tallyFindings } from './finding-words.ts'

const now = Date.parse('2026-11-23T12:00:00Z')

const finding = (change: Partial<AttentionItem> = {}): AttentionItem => ({
  rule: 'expired',
  severity: 'bad',
  vault: 'contoso-prod',
  certificate: 'www',
  message: 'It has expired.',
  nextStep: 'Issue a new version.',
  due: '2026-11-29T13:00:00Z',
  owner: null,
  ...change,
})

const attention = (change: Partial<Attention>): Attention => ({
  items: [],
  failures: [],
  vaultsRead: 5,
  vaultsTotal: 5,
  certificates: 1204,
  expiries: [],
  ...change,
})

describe('findingTitle', () => {
  it.each<[Partial<AttentionItem>, string]>([
    [{}, 'Expired'],
    [{ rule: 'expiring' }, 'Expires in 6 days'],
    [{ rule: 'expiring', due: null }, 'Expires soon'],
    [{ rule: 'of-another-release' }, 'Needs a look'],
  ])('%j', (change, title) => expect(findingTitle(finding(change), now)).toBe(title))
})

describe('findingPath', () => {
  it('leads to the certificate, or to the settings of the vault', () => {
    expect(findingPath(finding())).toBe('/ops/vaults/contoso-prod/certificates/www')
    expect(findingPath(finding({ certificate: null }))).toBe('/ops/vaults/contoso-prod/settings')
    expect(findingPath(finding({ certificate: null, rule: 'changed-elsewhere' }))).toBe(
      '/ops/vaults/contoso-prod/access/effective',
    )
  })
})

describe('attentionSummary', () => {
  it.each<[Partial<Attention>, string]>([
    [{}, '5 vaults, 1,204 certificates. Nothing needs you.'],
    [{ items: [finding()] }, '5 vaults, 1,204 certificates. 1 thing needs you.'],
    [
      { items: [finding(), finding()], certificates: 1 },
      '5 vaults, 1 certificate. 2 things need you.',
    ],
    [{ vaultsRead: 0, vaultsTotal: 0, certificates: 0 }, '0 vaults, 0 certificates.'],
    // What was not read may need somebody: no all-clear.
    [{ vaultsRead: 4 }, '4 of 5 vaults read, 1,204 certificates.'],
  ])('%j', (change, text) => expect(attentionSummary(attention(change))).toBe(text))
})

describe('tallyFindings', () => {
  it('counts every rule there is', () => {
    const all = [...certificateRules, ...vaultRules, ...changeRules].map(({ id }) =>
      finding({ rule: id }),
    )
    expect(tallyFindings(all).map((tally) => tally.count)).toEqual(all.map(() => 1))
  })
})
