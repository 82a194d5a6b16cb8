import { describe, expect, it } from 'vitest'
import type { PendingItem } from '#lib/features/pending/schema.ts'
import { coverageWords, pendingPace, pendingRow } from './pending-words.ts'

function item(change: Partial<PendingItem['operation']>): PendingItem {
  return {
    vault: 'contoso-prod',
    name: 'www',
    since: null,
    orderedBy: null,
    owner: null,
    unissued: true,
    operation: {
      status: 'inProgress',
      issuer: 'Unknown',
      statusDetails: null,
      error: null,
      cancellationRequested: false,
      requestId: null,
      ...change,
    },
  }
}

describe('pendingRow', () => {
  it.each([
    ['yours', {}],
    ['ca', { issuer: 'DigiCert' }],
    ['vault', { issuer: 'Self' }],
    ['stopping', { cancellationRequested: true }],
    ['cancelled', { status: 'cancelled' }],
    ['failed', { status: 'failed', error: { code: 'x', message: 'The domain is not validated.' } }],
  ] as const)('is %s', (state, change) => {
    expect(pendingRow(item(change)).state).toBe(state)
  })
})

describe('pendingPace', () => {
  it.each([
    ['nothing is pending', [], false],
    ['all is over', [item({ status: 'failed' }), item({ status: 'cancelled' })], false],
    ['people are waited for', [item({})], 60_000],
    ['a CA is at work', [item({}), item({ issuer: 'DigiCert' })], 5_000],
  ] as const)('when %s', (_what, items, pace) => {
    expect(pendingPace(items)).toBe(pace)
  })
})

describe('coverageWords', () => {
  const covers = { vaultsRead: 3, vaultsTotal: 3, certificates: 40, asked: 2, skipped: 0, days: 30 }

  it('says what the list is made from', () => {
    expect(coverageWords(covers)).toContain('all 3 vaults that you can read')
    expect(coverageWords(covers)).toContain('(2 asked)')
  })

  it('says what is missing', () => {
    const words = coverageWords({ ...covers, vaultsRead: 2, skipped: 7 })
    expect(words).toContain('2 of 3 vaults')
    expect(words).toContain('7 more were left out')
  })
})
