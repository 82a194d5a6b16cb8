import { describe, expect, it } from 'vitest'
import { renewalWords } from './renewal-words.ts'

const action = (action: string, days: number | null, percentage: number | null) => ({
  action,
  daysBeforeExpiry: days,
  lifetimePercentage: percentage,
})

describe('renewalWords', () => {
  it.each([
    ['Self', null, 'Not set up', false],
    ['Self', action('AutoRenew', 60, null), 'Auto-renew, 60 days before', false],
    ['DigiCert', action('AutoRenew', null, 80), 'Auto-renew at 80 %', false],
    ['Unknown', action('EmailContacts', null, 80), 'E-mail at 80 %', false],
    ['Unknown', action('EmailContacts', 1, null), 'E-mail, 1 day before', false],
    ['Unknown', action('AutoRenew', 30, null), 'Cannot work: no issuer', true],
    [null, action('AutoRenew', 30, null), 'Cannot work: no issuer', true],
  ])('%s %j', (issuer, lifetimeAction, text, broken) => {
    expect(renewalWords({ issuer, lifetimeAction })).toEqual({ text, broken })
  })
})
