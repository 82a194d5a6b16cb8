import { nearExpiryDays } from '#lib/domain/certificates/status.ts'

const dayMs = 86_400_000
const weekMs = 7 * dayMs

/** Half a year, as the chart shows it. */
export const chartWeeks = 26

export interface ExpiryWeek {
  /** First moment of the week, ISO 8601. */
  readonly from: string
  /** First moment after it. */
  readonly to: string
  readonly count: number
  /** `bad` ends within a week, `warn` within the service's own warning time, `neutral` later. */
  readonly tone: 'bad' | 'warn' | 'neutral'
}

/**
 * Counts how many of the ends (ISO 8601) fall into each of the coming weeks, counted from `now`, so
 * that the first bar is always seven whole days. What has ended, or ends later, is not counted.
 */
export function countByWeek(ends: Iterable<string>, now: Date, weeks = chartWeeks): ExpiryWeek[] {
  const start = now.getTime()
  const counts = Array.from({ length: weeks }, () => 0)
  for (const end of ends) {
    const week = Math.floor((new Date(end).getTime() - start) / weekMs)
    const before = counts[week]
    if (before !== undefined) counts[week] = before + 1
  }
  return counts.map((count, week) => ({
    from: new Date(start + week * weekMs).toISOString(),
    to: new Date(start + (week + 1) * weekMs).toISOString(),
    count,
    tone: week === 0 ? 'bad' : week * 7 < nearExpiryDays ? 'warn' : 'neutral',
  }))
}

export interface AxisLabel {
  /** Index of the week it stands under. */
  readonly week: number
  readonly text: string
}

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'short', timeZone: 'UTC' })

/** The months that begin inside the span, away from both ends, where the axis has words of its own. */
export function monthLabels(weeks: readonly ExpiryWeek[], clear = 3): AxisLabel[] {
  return weeks.flatMap((week, index) => {
    const previous = weeks[index - 1]
    if (!previous || index < clear || index >= weeks.length - clear) return []
    const month = new Date(week.from).getUTCMonth()
    if (new Date(previous.from).getUTCMonth() === month) return []
    // ICU writes September as "Sept" in en-GB; three letters keep the axis even.
    return [{ week: index, text: monthName.format(new Date(week.from)).slice(0, 3) }]
  })
}

/** The smallest of 1, 2 or 5 times a power of ten, at least 2, that `max` fits under: the axis' top. */
export function niceCeiling(max: number): number {
  if (max <= 2) return 2
  const power = 10 ** Math.floor(Math.log10(max))
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= max) ?? 10 * power
}
