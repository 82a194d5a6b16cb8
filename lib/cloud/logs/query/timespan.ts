import { badArgument } from './errors.ts'

/** Epoch milliseconds, both included. */
export interface TimeRange {
  from: number
  to: number
}

/**
 * Reads `PT24H`, `start/end`, `start/duration` or `duration/end`; absent means all time.
 * @throws QueryError 400
 * @see https://learn.microsoft.com/azure/azure-monitor/logs/api/timespan
 */
export function readTimespan(value: string | null, now: number): TimeRange {
  if (value === null || value === '') {
    return { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY }
  }
  const [first = '', second, ...more] = value.split('/')
  if (more.length > 0) throw invalid(value)
  if (second === undefined) return { from: now - (parseDuration(first) ?? fail(value)), to: now }
  const [start, end] = [timeOf(first), timeOf(second)]
  if (start !== null && end !== null) return { from: start, to: end }
  if (start !== null) return { from: start, to: start + (parseDuration(second) ?? fail(value)) }
  if (end === null) throw invalid(value)
  return { from: end - (parseDuration(first) ?? fail(value)), to: end }
}

/**
 * Milliseconds of an ISO 8601 duration, or null. Without years and months, whose length depends on where they
 * stand.
 */
export function parseDuration(text: string): number | null {
  const match =
    /^P(?=\d|T\d)(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?=\d)(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(
      text,
    )
  if (!match) return null
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? '0'))
  return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1_000
}

function timeOf(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return null
  const ms = Date.parse(text)
  return Number.isNaN(ms) ? null : ms
}

function fail(value: string): never {
  throw invalid(value)
}

function invalid(value: string) {
  return badArgument({
    code: 'InvalidTimespanError',
    message: `The timespan '${value.slice(0, 100)}' is not an ISO 8601 interval`,
  })
}
