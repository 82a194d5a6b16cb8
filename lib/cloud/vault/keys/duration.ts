/** An ISO 8601 duration of whole numbers, as it was spelled, with the steps that it takes. */
export interface Duration {
  text: string
  months: number
  /** Everything below a month, in seconds. */
  seconds: number
}

const pattern =
  /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/

const day = 86_400

/** Reads a duration, `P90D` or `P1Y10D` or `PT48H`; null when it is none or nothing. */
export function parseDuration(text: string): Duration | null {
  const match = pattern.exec(text.toUpperCase())
  if (!match) return null
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, rest = 0] = match
    .slice(1)
    .map((part) => (part === undefined ? 0 : Number(part)))
  const duration = {
    text,
    months: years * 12 + months,
    seconds: (weeks * 7 + days) * day + hours * 3600 + minutes * 60 + rest,
  }
  return duration.months === 0 && duration.seconds === 0 ? null : duration
}

/** `time`, epoch seconds, plus the duration. A day that the month lacks becomes its last. */
export function addDuration(time: number, duration: Duration): number {
  return addMonths(time, duration.months) + duration.seconds
}

export function subtractDuration(time: number, duration: Duration): number {
  return addMonths(time, -duration.months) - duration.seconds
}

function addMonths(time: number, months: number): number {
  if (months === 0) return time
  const date = new Date(time * 1000)
  const wanted = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + months)
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(wanted, last))
  return Math.floor(date.getTime() / 1000)
}
