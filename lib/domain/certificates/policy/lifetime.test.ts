import { describe, expect, it } from 'vitest'
import {
  defaultLifetimeAction,
  type LifetimeAction,
  lifetimeActionFor,
  lifetimeActionProblem,
  lifetimeAdvice,
  lifetimeMoment,
  readLifetimeAction,
  triggerWords,
} from './lifetime.ts'

const days = (count: number, action: LifetimeAction['action'] = 'AutoRenew'): LifetimeAction => ({
  action,
  daysBeforeExpiry: count,
  lifetimePercentage: null,
})
const share = (count: number, action: LifetimeAction['action'] = 'AutoRenew'): LifetimeAction => ({
  action,
  daysBeforeExpiry: null,
  lifetimePercentage: count,
})

describe('lifetimeActionFor', () => {
  it.each([
    ['Self', 1, share(80)],
    ['DigiCert', 3, share(80)],
    // A fifth of a month is too little for a CA, and for a person.
    ['DigiCert', 1, days(7)],
    ['Unknown', 1, days(14, 'EmailContacts')],
    ['Unknown', 3, share(80, 'EmailContacts')],
    // A CA that is yet to be chosen renews as the chosen one will.
    ['', 3, share(80)],
  ])('%s, %d months', (issuer, months, action) => {
    expect(lifetimeActionFor(issuer, months)).toEqual(action)
  })
})

describe('lifetimeActionProblem: the service takes 1 to 99 %, and 1 to 27 days a month', () => {
  it.each([
    [null, 12, null],
    [share(1), 12, null],
    [share(99), 12, null],
    [share(0), 12, 'Type a whole percentage from 1 to 99.'],
    [share(100), 12, 'Type a whole percentage from 1 to 99.'],
    [share(79.5), 12, 'Type a whole percentage from 1 to 99.'],
    [share(Number.NaN), 12, 'Type a whole percentage from 1 to 99.'],
    [days(1), 1, null],
    [days(27), 1, null],
    [days(324), 12, null],
    [days(0), 12, 'Type a whole number of days, at least 1.'],
    [days(-1), 12, 'Type a whole number of days, at least 1.'],
    [days(Number.NaN), 12, 'Type a whole number of days, at least 1.'],
    // The validity says by itself what is wrong with it.
    [days(30), Number.NaN, null],
    [{ ...days(30), lifetimePercentage: 80 }, 12, 'Choose one: days or a percentage.'],
    [
      { ...days(30), daysBeforeExpiry: null },
      12,
      'Choose when: days before the end, or a percentage of the life.',
    ],
    [
      days(28),
      1,
      'At most 27 days before the end: Key Vault counts 27 for each of the 1 month of validity.',
    ],
    [
      days(325),
      12,
      'At most 324 days before the end: Key Vault counts 27 for each of the 12 months of validity.',
    ],
  ])('%j in %d months', (lifetimeAction, validityMonths, message) => {
    expect(lifetimeActionProblem({ lifetimeAction, validityMonths })).toBe(message)
  })
})

describe('lifetimeAdvice', () => {
  const now = new Date('2026-11-25T12:00:00Z')
  it.each<[LifetimeAction | null, number, string, string[]]>([
    [share(80), 12, 'Self', []],
    [share(80), 3, 'DigiCert-Prod', []],
    [null, 12, 'Self', ['warn: Nobody is told']],
    [share(80), 12, 'Unknown', ['warn: The vault cannot renew this']],
    [share(80), 12, 'unknown', ['warn: The vault cannot renew this']],
    [share(80, 'EmailContacts'), 12, 'Unknown', []],
    [share(99), 12, 'Self', ['warn: That leaves 3 days to act when the renewal fails']],
    [share(99), 1, 'Self', ['warn: That leaves less than a day to act']],
    [days(1), 12, 'Self', ['warn: That leaves 1 day to act']],
    [days(6, 'EmailContacts'), 12, 'Self', ['warn: That leaves 6 days to issue and roll out']],
    [days(7), 12, 'Self', []],
    [share(49), 12, 'Self', ['note: It is renewed before half']],
    [days(300), 12, 'DigiCert', ['note: It is renewed before half']],
    [days(300, 'EmailContacts'), 12, 'DigiCert', []],
  ])('%j in %d months by %s', (lifetimeAction, validityMonths, issuer, begins) => {
    const found = lifetimeAdvice({ lifetimeAction, validityMonths, issuer }, now)
    expect(found.map(({ tone, message }) => `${tone}: ${message}`)).toEqual(
      begins.map((text) => expect.stringContaining(text)),
    )
  })
})

it('counts the moment as the vault does, in whole seconds', () => {
  const from = new Date('2026-01-01T00:00:00Z')
  const until = new Date('2026-01-01T00:00:10Z')
  expect(lifetimeMoment(share(99), from, until)?.toISOString()).toBe('2026-01-01T00:00:09.000Z')
  expect(lifetimeMoment(days(1), null, until)?.toISOString()).toBe('2025-12-31T00:00:10.000Z')
  expect(lifetimeMoment(share(80), null, until)).toBeNull()
})

it('reads what a vault holds, in any case, and nothing that it does not know', () => {
  expect(readLifetimeAction({ ...days(30), action: 'emailcontacts' })).toEqual(
    days(30, 'EmailContacts'),
  )
  expect(readLifetimeAction({ ...days(30), action: 'Explode' })).toBeNull()
  expect(readLifetimeAction(null)).toBeNull()
})

it('says the trigger in words', () => {
  expect(triggerWords(days(1))).toBe('1 day before the end')
  expect(triggerWords(days(30))).toBe('30 days before the end')
  expect(triggerWords(share(80))).toBe('at 80 % of its life')
  expect(triggerWords({ ...share(80), lifetimePercentage: null })).toBe('before the end')
})

it.each([
  ['Self', 'AutoRenew'],
  ['DigiCert', 'AutoRenew'],
  ['Unknown', 'EmailContacts'],
  ['', 'AutoRenew'],
])('the default for issuer “%s” is %s at 80 %%', (issuer, action) => {
  expect(defaultLifetimeAction(issuer)).toEqual({ ...share(80), action })
})
