import { describe, expect, it } from 'vitest'
import { exportReasonProblem, pfxPasswordProblem } from './export-reason.ts'

describe('exportReasonProblem', () => {
  it.each([
    'Deploy to the legacy load balancer, CHG-4711',
    'Zertifikat für den Münchner Proxy',
    'first line\nsecond line of why',
  ])('accepts %j', (reason) => expect(exportReasonProblem(reason)).toBeNull())

  it.each([
    ['nothing', ''],
    ['only spaces', '            '],
    ['too short', 'because'],
    ['one letter again and again', 'aaaaaaaaaaaaaaaa'],
    ['dots', '. . . . . . . . . .'],
    ['a control character', 'deploy to proxy \u0000 now'],
    ['too long', 'why '.repeat(200)],
    ['a private key', 'here: -----BEGIN PRIVATE KEY-----'],
  ])('refuses %s', (_what, reason) =>
    expect(exportReasonProblem(reason)).toEqual(expect.any(String)),
  )
})

describe('pfxPasswordProblem', () => {
  it.each(['', 'correct horse', '~!"$%'])('accepts %j', (password) =>
    expect(pfxPasswordProblem(password)).toBeNull(),
  )
  it.each(['pässword', 'x'.repeat(257), 'a\tb'])('refuses %j', (password) =>
    expect(pfxPasswordProblem(password)).toEqual(expect.any(String)),
  )
})
