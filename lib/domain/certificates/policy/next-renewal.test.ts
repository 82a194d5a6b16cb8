import { describe, expect, it } from 'vitest'
import {
  nextRenewal,
  type RenewalPolicy,
  type RenewalVersion,
  renewalDueOn,
} from './next-renewal.ts'

const now = new Date('2026-11-25T12:00:00Z')

const policy = (change: Partial<RenewalPolicy> = {}): RenewalPolicy => ({
  issuer: 'Self',
  lifetimeAction: { action: 'AutoRenew', daysBeforeExpiry: null, lifetimePercentage: 80 },
  validityMonths: 12,
  ...change,
})
const act = (action: string, daysBeforeExpiry: number | null, lifetimePercentage: number | null) =>
  policy({ lifetimeAction: { action, daysBeforeExpiry, lifetimePercentage } })

const version = (change: Partial<RenewalVersion> = {}): RenewalVersion => ({
  enabled: true,
  notBefore: '2026-09-01T00:00:00.000Z',
  expiresOn: '2027-09-01T00:10:00.000Z',
  updatedOn: '2026-09-01T00:10:00.000Z',
  selfIssued: true,
  ...change,
})

describe('nextRenewal', () => {
  it.each<[string, RenewalPolicy, RenewalVersion | null, string, string | null, string, string]>([
    [
      'a share of a year',
      policy(),
      version(),
      'renews ahead',
      '2027-06-20T00:08:00.000Z',
      'The vault renews it',
      '80 % of 12 months: it signs the new version itself.',
    ],
    [
      'days before the end',
      act('AutoRenew', 30, null),
      version(),
      'renews ahead',
      '2027-08-02T00:10:00.000Z',
      'The vault renews it',
      '30 days before the end: it signs the new version itself.',
    ],
    [
      'a connected CA',
      policy({ issuer: 'DigiCert-Prod' }),
      version({ selfIssued: false }),
      'renews ahead',
      '2027-06-20T00:08:00.000Z',
      'The vault renews it',
      '80 % of 12 months: it orders the new version from DigiCert-Prod.',
    ],
    [
      'a version of another length than the policy',
      policy({ validityMonths: 3 }),
      version(),
      'renews ahead',
      '2027-06-20T00:08:00.000Z',
      'The vault renews it',
      '80 % of 365 days: it signs the new version itself.',
    ],
    [
      'mail only',
      act('EmailContacts', 45, null),
      version(),
      'mails ahead',
      '2027-07-18T00:10:00.000Z',
      'The vault only mails its contacts',
      '45 days before the end: the policy asks for a mail and not for a renewal.',
    ],
    [
      'renewal by a CA that is not connected',
      policy({ issuer: 'Unknown' }),
      version({ selfIssued: false }),
      'mails ahead',
      '2027-06-20T00:08:00.000Z',
      'The vault only mails its contacts',
      '80 % of 12 months: set to renew, which cannot work. The vault is not connected to the CA, so it mails instead.',
    ],
    [
      'no issuer at all',
      policy({ issuer: null }),
      version(),
      'mails ahead',
      '2027-06-20T00:08:00.000Z',
      'The vault only mails its contacts',
      '80 % of 12 months: set to renew, which cannot work. The vault is not connected to the CA, so it mails instead.',
    ],
    [
      'no action',
      policy({ lifetimeAction: null }),
      version(),
      'nothing ahead',
      null,
      'Nothing happens',
      'The policy names no action before the end.',
    ],
    [
      'an action that nobody knows',
      act('Explode', 30, null),
      version(),
      'nothing ahead',
      null,
      'Nothing happens',
      'The policy names no action before the end.',
    ],
    [
      'a disabled version',
      policy(),
      version({ enabled: false }),
      'stopped ahead',
      null,
      'Nothing happens',
      'The current version is disabled, so the vault does not act at 80 % of its life. Enable it, or issue a new version.',
    ],
    [
      'a disabled policy',
      policy({ enabled: false }),
      version(),
      'stopped ahead',
      null,
      'Nothing happens',
      'The policy is switched off, so the vault does not act at 80 % of its life.',
    ],
    [
      'no version yet',
      act('AutoRenew', 1, null),
      null,
      'stopped ahead',
      null,
      'Nothing happens yet',
      'No version has been issued. The policy counts from the first one: 1 day before the end.',
    ],
    [
      'no end',
      policy(),
      version({ expiresOn: null }),
      'stopped ahead',
      null,
      'Nothing happens',
      'The current version has no end.',
    ],
    [
      'past, some hours ago',
      act('AutoRenew', 280, null),
      version(),
      'renews due',
      '2026-11-25T00:10:00.000Z',
      'The vault renews it within a day',
      '280 days before the end: it signs the new version itself.',
    ],
    [
      'past, since the policy was changed an hour ago',
      { ...act('AutoRenew', 320, null), updatedOn: '2026-11-25T11:00:00.000Z' },
      version(),
      'renews due',
      '2026-11-25T11:00:00.000Z',
      'The vault renews it within a day',
      '320 days before the end: it signs the new version itself.',
    ],
    [
      'past, since the version was enabled an hour ago',
      act('EmailContacts', 320, null),
      version({ updatedOn: '2026-11-25T11:00:00.000Z' }),
      'mails due',
      '2026-11-25T11:00:00.000Z',
      'The vault mails its contacts within a day, if it has not yet',
      '320 days before the end: the policy asks for a mail and not for a renewal.',
    ],
    [
      'long past',
      act('AutoRenew', 320, null),
      version(),
      'renews overdue',
      '2026-10-16T00:10:00.000Z',
      'The vault should have renewed it',
      '320 days before the end: it signs the new version itself.',
    ],
    [
      'a mail long past',
      act('EmailContacts', null, 10),
      version(),
      'mails overdue',
      '2026-10-07T12:01:00.000Z',
      'By the policy, its contacts were to be mailed',
      '10 % of 12 months: the policy asks for a mail and not for a renewal.',
    ],
  ])('%s', (_, given, current, state, at, what, why) => {
    const found = nextRenewal(given, current, now)
    expect({ ...found, state: `${found.kind} ${found.timing}` }).toMatchObject({
      state,
      at,
      what,
      why,
    })
  })

  it('warns that the vault would replace what a CA signed by what it signs itself', () => {
    expect(nextRenewal(policy(), version({ selfIssued: false }), now).warning).toMatch(
      /^A CA signed this version/,
    )
    expect(nextRenewal(policy(), version({ selfIssued: null }), now).warning).toBeNull()
    expect(nextRenewal(policy(), version(), now).warning).toBeNull()
  })

  it('tells what to do about what has not happened', () => {
    expect(nextRenewal(act('AutoRenew', 320, null), version(), now).warning).toMatch(
      /^No new version has come/,
    )
    expect(nextRenewal(act('EmailContacts', 320, null), version(), now).warning).toMatch(
      /^Its renewal is due: somebody has to issue/,
    )
  })

  it('names the mails: three of a renewal, one of a notice, none where nothing happens', () => {
    const kinds = (given: RenewalPolicy, current = version()) =>
      nextRenewal(given, current, now).mails.map(({ kind }) => kind)
    expect(kinds(policy())).toEqual(['started', 'completed', 'failed'])
    expect(kinds(act('EmailContacts', 30, null))).toEqual(['notice'])
    expect(kinds(policy({ issuer: 'Unknown' }))).toEqual(['notice'])
    expect(kinds(policy(), version({ enabled: false }))).toEqual([])
  })
})

describe('renewalDueOn', () => {
  it.each<[string, RenewalPolicy | null, ReturnType<typeof version> | null, string | null]>([
    [
      'a mail: from its day on',
      act('EmailContacts', null, 10),
      version(),
      '2026-10-07T12:01:00.000Z',
    ],
    ['a renewal: a day later', act('AutoRenew', 320, null), version(), '2026-10-17T00:10:00.000Z'],
    ['no action', policy({ lifetimeAction: null }), version(), null],
    ['disabled', act('AutoRenew', 320, null), version({ enabled: false }), null],
    ['never issued', act('AutoRenew', 320, null), null, null],
    ['no policy', null, version(), null],
  ])('%s', (_what, given, current, at) => {
    expect(renewalDueOn(given, current, now)).toBe(at)
  })
})
