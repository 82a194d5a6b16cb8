import { describe, expect, it } from 'vitest'
import { formatDate, formatDateTime, formatDuration, formatRelative } from './format-time.ts'

const now = Date.UTC(2026, 10, 23, 12, 0, 0)
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const at = (offset: number) => new Date(now + offset)

describe('formatRelative', () => {
  it.each([
    [0, 'just now'],
    [-59_999, 'just now'],
    [59_999, 'just now'],
    [minute, 'in 1 min'],
    [-18 * minute, '18 min ago'],
    [hour, 'in 1 hour'],
    [-2 * hour, '2 hours ago'],
    [day - 1, 'in 23 hours'],
    [day, 'in 1 day'],
    [-4 * day, '4 days ago'],
    [19 * day + 5 * hour, 'in 19 days'],
    [28 * day, 'in 4 weeks'],
    [47 * day, 'in 6 weeks'],
    [60 * day, 'in 1 month'],
    [61 * day, 'in 2 months'],
    [364 * day, 'in 11 months'],
    [365 * day, 'in 1 year'],
    [-800 * day, '2 years ago'],
  ])('says %i ms as "%s"', (offset, text) => {
    expect(formatRelative(at(offset), now)).toBe(text)
  })

  it('never makes a term look longer than it is', () => {
    expect(formatRelative(at(2 * day - 1), now)).toBe('in 1 day')
  })
})

describe('absolute times', () => {
  it('are in UTC, whatever the zone of the machine', () => {
    expect(formatDateTime(new Date('2026-12-12T23:30:00Z'))).toBe('12 Dec 2026, 23:30 UTC')
  })
  it('write midnight as 00:00', () => {
    expect(formatDateTime(new Date('2026-12-12T00:00:00Z'))).toBe('12 Dec 2026, 00:00 UTC')
  })
  it('write every month in three letters', () => {
    const months = Array.from({ length: 12 }, (_, month) =>
      formatDate(new Date(Date.UTC(2026, month, 1))),
    )
    expect(months).toEqual(
      'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ').map((name) => `1 ${name} 2026`),
    )
  })
})

describe('formatDuration', () => {
  it('has no sign', () => {
    expect(formatDuration(-3 * day)).toBe(formatDuration(3 * day))
  })
  it('has a floor', () => {
    expect(formatDuration(10)).toBe('less than a minute')
  })
})
