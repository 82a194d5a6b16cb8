/**
 * Times as people read them. Pure, en-GB, UTC: server and browser write the same text for the same
 * input, so nothing changes when the page comes alive.
 */

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const dateFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const clockFormat = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: 'UTC',
})

/** `12 Dec 2026`, in UTC. */
export function formatDate(time: Date): string {
  // ICU writes September as "Sept" in en-GB; three letters keep columns even.
  return dateFormat.format(time).replace('Sept', 'Sep')
}

/** `12 Dec 2026, 09:14 UTC`. */
export function formatDateTime(time: Date): string {
  return `${formatDate(time)}, ${clockFormat.format(time)} UTC`
}

/** Largest first: the unit, its length in ms, and the distance from which it is used. */
const units: readonly (readonly [name: string, length: number, from: number])[] = [
  ['year', 365.25 * day, 365 * day],
  ['month', 30.4375 * day, 60 * day],
  ['week', 7 * day, 28 * day],
  ['day', day, day],
  ['hour', hour, hour],
  ['min', minute, minute],
]

const short = new Set(['min'])

/** `19 days`, `1 hour`, `18 min`; whole units, rounded down; below a minute `less than a minute`. */
export function formatDuration(milliseconds: number): string {
  const distance = Math.abs(milliseconds)
  for (const [name, length, from] of units) {
    if (distance < from) continue
    const count = Math.max(1, Math.floor(distance / length))
    return `${count} ${name}${count === 1 || short.has(name) ? '' : 's'}`
  }
  return 'less than a minute'
}

/**
 * `in 19 days`, `4 days ago`, `just now`. Rounds down, so that a term never looks longer than it is. The
 * page's clock ticks each 15 s: what has just happened may lie ahead of it, so both sides are `just now`.
 */
export function formatRelative(time: Date, now: number): string {
  const distance = time.getTime() - now
  if (Math.abs(distance) < minute) return 'just now'
  const text = formatDuration(distance)
  return distance > 0 ? `in ${text}` : `${text} ago`
}
