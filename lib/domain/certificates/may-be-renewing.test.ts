import { expect, test } from 'vitest'
import { mayBeRenewing } from './may-be-renewing.ts'

const facts = (notBefore: string | null, expiresOn: string | null, enabled = true) => ({
  enabled,
  notBefore,
  expiresOn,
})

test.each([
  ['a year, before its last fifth', facts('2026-01-01', '2027-01-01'), '2026-10-19', false],
  ['a year, in its last fifth', facts('2026-01-01', '2027-01-01'), '2026-10-20', true],
  ['47 days, before its last 30', facts('2026-01-01', '2026-02-17'), '2026-01-17', false],
  ['47 days, in its last 30', facts('2026-01-01', '2026-02-17'), '2026-01-18', true],
  ['ended', facts('2026-01-01', '2026-02-17'), '2026-03-01', true],
  ['ended and disabled', facts('2026-01-01', '2026-02-17', false), '2026-03-01', false],
  ['a beginning that is not known', facts(null, '2026-02-17'), '2026-01-18', true],
  ['an end that is not known', facts('2026-01-01', null), '2026-03-01', false],
])('%s', (_name, certificate, now, expected) => {
  expect(mayBeRenewing(certificate, new Date(`${now}T00:00:00Z`))).toBe(expected)
})
