import { describe, expect, it } from 'vitest'
import { addMonths, adviseValidity, publicTrustLimitAt, validityProblem } from './validity.ts'

const at = (day: string) => new Date(`${day}T12:00:00Z`)

describe('publicTrustLimitAt, Baseline Requirements 6.3.2 after ballot SC-081v3', () => {
  it.each([
    ['2020-08-31', null, 398],
    ['2020-09-01', 398, 200],
    ['2026-03-14', 398, 200],
    ['2026-03-15', 200, 100],
    ['2027-03-14', 200, 100],
    ['2027-03-15', 100, 47],
    ['2029-03-14', 100, 47],
    ['2029-03-15', 47, null],
    ['2040-01-01', 47, null],
  ])('%s: %s days now, %s next', (day, current, next) => {
    const limits = publicTrustLimitAt(at(day))
    expect(limits.current?.days ?? null).toBe(current)
    expect(limits.next?.days ?? null).toBe(next)
  })
})

describe('addMonths', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-11-23', 3, '2027-02-23'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-12-15', 1, '2027-01-15'],
  ])('%s + %s months is %s', (start, months, end) => {
    expect(addMonths(at(start), months)).toEqual(at(end))
  })
})

describe('adviseValidity', () => {
  it.each([
    [1, 30, 'ok'],
    [3, 92, 'ok'],
    [6, 181, 'note'],
    [7, 212, 'warn'],
    [12, 365, 'warn'],
  ])('%s months from 23 November 2026 are %s days: %s', (months, days, tone) => {
    expect(adviseValidity(months, at('2026-11-23'))).toMatchObject({ days, tone })
  })

  it.each([
    ['2026-11-23', 6, 'integrated', 'note', 'from 15 March 2027 on the limit is 100 days'],
    ['2026-11-23', 7, 'integrated', 'warn', '200 days from public CAs today: the CA shortens'],
    ['2026-11-23', 12, 'unknown', 'warn', 'Only a private CA'],
    ['2026-11-23', 3, 'unknown', 'ok', '100 days that hold from 15 March 2027'],
    ['2027-03-15', 4, 'integrated', 'warn', '100 days'],
    ['2029-03-15', 2, 'integrated', 'warn', '47 days'],
    ['2029-03-15', 1, 'integrated', 'ok', 'Within the 47 days'],
  ] as const)('on %s %s months from a CA (%s) are %s', (day, months, issuer, tone, words) => {
    const advice = adviseValidity(months, at(day), issuer)
    expect(advice.tone).toBe(tone)
    expect(advice.message).toContain(words)
  })

  it.each([
    [12, 'integrated', 'code', 'ok', '460 days'],
    [16, 'unknown', 'code', 'warn', 'at most 460 days'],
    [24, 'unknown', 'other', 'ok', 'up to the CA'],
    [12, 'self', 'code', 'note', '90 days or less'],
    [3, 'self', 'other', 'ok', 'Short enough'],
  ] as const)('%s months (%s) for %s are %s: %s', (months, issuer, use, tone, words) => {
    const advice = adviseValidity(months, at('2026-11-23'), issuer, use)
    expect(advice.tone).toBe(tone)
    expect(advice.message).toContain(words)
  })

  it('cites the ballot when a certificate outlives what browsers accept', () => {
    const advice = adviseValidity(12, at('2026-11-23'))
    expect(advice.citation).toContain('sc081v3')
    expect(advice.message).toContain('200 days')
  })
})

describe('validityProblem', () => {
  it.each([1, 12, 1200])('accepts %s', (months) => expect(validityProblem(months)).toBeNull())
  it.each([0, -1, 1.5, 1201, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (months) =>
    expect(validityProblem(months)).toEqual(expect.any(String)),
  )
})
