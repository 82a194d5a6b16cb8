import { describe, expect, it } from 'vitest'
import { certificateStatus, nearExpiryWindow, type StatusFacts } from './status.ts'

const now = new Date('2026-11-23T12:00:00Z')
const days = (count: number) => new Date(now.getTime() + count * 86_400_000).toISOString()
const year: StatusFacts = { enabled: true, notBefore: days(-165), expiresOn: days(200) }

describe('certificateStatus', () => {
  it.each<[string, StatusFacts, string]>([
    ['in the middle of its life', year, 'healthy'],
    ['31 days before the end', { ...year, expiresOn: days(31) }, 'healthy'],
    ['30 days before the end', { ...year, expiresOn: days(30) }, 'expiring'],
    ['at the very end', { ...year, expiresOn: now.toISOString() }, 'expired'],
    ['after the end', { ...year, expiresOn: days(-1) }, 'expired'],
    ['disabled and expired', { ...year, enabled: false, expiresOn: days(-1) }, 'disabled'],
    ['before it begins', { ...year, notBefore: days(2) }, 'not-yet-valid'],
    ['47 days long, 10 left', { ...year, notBefore: days(-37), expiresOn: days(10) }, 'healthy'],
    ['47 days long, 9 left', { ...year, notBefore: days(-38), expiresOn: days(9) }, 'expiring'],
    ['without dates', { enabled: true, notBefore: null, expiresOn: null }, 'healthy'],
    ['its renewal is a moment ahead', { ...year, renewalDueOn: days(0.001) }, 'healthy'],
    ['its renewal has come', { ...year, renewalDueOn: days(0) }, 'renewal-due'],
    [
      'its renewal has come and is under way',
      { ...year, renewalDueOn: days(-3), operation: { status: 'inProgress' } },
      'pending',
    ],
    [
      'its renewal has come, its end too',
      { ...year, renewalDueOn: days(-3), expiresOn: days(9) },
      'expiring',
    ],
    ['renewing', { ...year, operation: { status: 'inProgress' } }, 'pending'],
    ['renewed', { ...year, operation: { status: 'completed' } }, 'healthy'],
    ['renewal cancelled', { ...year, operation: { status: 'cancelled' } }, 'healthy'],
    ['renewal failed', { ...year, operation: { status: 'failed' } }, 'failed'],
    [
      'renewing, but already expired',
      { ...year, expiresOn: days(-1), operation: { status: 'inProgress' } },
      'expired',
    ],
    ['never issued', { ...year, enabled: false, unissued: true }, 'pending'],
    [
      'never issued and cancelled',
      { ...year, enabled: false, unissued: true, operation: { status: 'cancelled' } },
      'failed',
    ],
  ])('%s', (_what, facts, status) => {
    expect(certificateStatus(facts, now)).toBe(status)
  })
})

describe('nearExpiryWindow', () => {
  it('is 30 days when the life makes no sense', () => {
    const end = new Date(days(1))
    expect(nearExpiryWindow(new Date(days(2)), end)).toBe(30 * 86_400_000)
    expect(nearExpiryWindow(null, end)).toBe(30 * 86_400_000)
  })
})
