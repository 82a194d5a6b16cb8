import { describe, expect, it } from 'vitest'
import { describeHealth, type HealthFacts } from './health.ts'

const now = Date.parse('2026-11-23T12:00:00Z')
const base: HealthFacts = {
  status: 'healthy',
  notBefore: '2026-01-01T00:00:00Z',
  expiresOn: '2026-12-12T09:14:00Z',
  unissued: false,
  operation: null,
  renewsItself: true,
}
const operation = { status: 'failed', issuer: 'DigiCert', details: null, error: null } as const

describe('describeHealth', () => {
  it('is silent about a healthy certificate', () => {
    expect(describeHealth(base, now)).toBeNull()
  })

  it.each<[Partial<HealthFacts>, string, string]>([
    [{ status: 'expiring' }, 'Expires in 18 days.', 'should have renewed it by now'],
    [{ status: 'expiring', renewsItself: false }, 'Expires in 18 days.', 'does not renew it'],
    [
      { status: 'expired', expiresOn: '2026-11-19T12:00:00Z' },
      'Expired 4 days ago.',
      '19 Nov 2026, 12:00 UTC',
    ],
    [{ status: 'renewal-due' }, 'Its renewal is due.', 'should have renewed it by now'],
    [{ status: 'renewal-due', renewsItself: false }, 'Its renewal is due.', 'renew it by hand'],
    [{ status: 'disabled' }, 'This version is disabled.', 'get an error'],
    [{ status: 'not-yet-valid' }, 'Valid from 1 Jan 2026, 00:00 UTC, not yet.', 'until then'],
    [
      { status: 'failed', operation: { ...operation, error: 'Domain not validated' } },
      'DigiCert did not issue it.',
      'Domain not validated. The current version works until 12 Dec 2026, 09:14 UTC.',
    ],
    [
      { status: 'failed', operation: { ...operation, issuer: 'Self' }, unissued: true },
      'The vault did not issue it.',
      'No version exists yet.',
    ],
    [
      { status: 'failed', operation: { ...operation, status: 'cancelled' }, unissued: true },
      'The request was cancelled.',
      'create it again',
    ],
    [
      { status: 'pending', operation: { ...operation, status: 'inProgress', issuer: 'Unknown' } },
      'A signing request waits for you.',
      'The current version stays in use',
    ],
    [
      { status: 'pending', operation: { ...operation, status: 'inProgress' } },
      'Waiting for DigiCert.',
      'order is placed',
    ],
    [
      {
        status: 'pending',
        unissued: true,
        operation: { ...operation, status: 'inProgress', issuer: 'Self' },
      },
      'The vault is making the key and the certificate.',
      'takes seconds',
    ],
  ])('%j', (change, title, words) => {
    const health = describeHealth({ ...base, ...change }, now)
    expect(health?.title).toBe(title)
    expect(health?.detail).toContain(words)
  })
})
