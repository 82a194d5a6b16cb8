import { describe, expect, it } from 'vitest'
import { countByWeek, monthLabels, niceCeiling } from './expiry-weeks.ts'

const now = new Date('2026-11-23T12:00:00Z')
const at = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString()

describe('countByWeek', () => {
  it('puts each end into the week it falls in, the border into the later one', () => {
    const weeks = countByWeek([at(0), at(6.9), at(7), at(13.9), at(14)], now)
    expect(weeks.slice(0, 4).map((week) => week.count)).toEqual([2, 2, 1, 0])
    expect(weeks).toHaveLength(26)
  })

  it('leaves out what has ended, what ends later, and what is no date', () => {
    const weeks = countByWeek([at(-0.1), at(26 * 7), at(900), 'soon'], now)
    expect(weeks.every((week) => week.count === 0)).toBe(true)
  })

  it('calls the first week bad and warns until 30 days', () => {
    const tones = countByWeek([], now).map((week) => week.tone)
    expect(tones.slice(0, 6)).toEqual(['bad', 'warn', 'warn', 'warn', 'warn', 'neutral'])
  })

  it('leaves no gap between the weeks', () => {
    const weeks = countByWeek([], now)
    expect(weeks.slice(1).every((week, index) => week.from === weeks[index]?.to)).toBe(true)
  })
})

describe('monthLabels', () => {
  it('names each month once, clear of both ends', () => {
    const labels = monthLabels(countByWeek([], now))
    expect(labels.map((label) => label.text)).toEqual(['Jan', 'Feb', 'Mar', 'Apr'])
    expect(labels.every((label) => label.week >= 3 && label.week < 23)).toBe(true)
  })
})

describe('niceCeiling', () => {
  it.each([
    [0, 2],
    [1, 2],
    [3, 5],
    [5, 5],
    [6, 10],
    [11, 20],
    [418, 500],
    [1000, 1000],
  ])('%i fits under %i', (max, top) => expect(niceCeiling(max)).toBe(top))
})
