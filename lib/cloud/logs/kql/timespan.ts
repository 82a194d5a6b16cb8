/** Milliseconds of a unit, by its first letters. https://learn.microsoft.com/kusto/query/scalar-data-types/timespan */
const units: readonly (readonly [RegExp, number])[] = [
  [/^d(ays?)?$/, 86_400_000],
  [/^h(ours?)?$/, 3_600_000],
  [/^m(in|inutes?)?$/, 60_000],
  [/^s(econds?)?$/, 1_000],
  [/^(ms|milliseconds?)$/, 1],
  [/^microseconds?$/, 0.001],
  [/^ticks?$/, 0.000_1],
]

/** Milliseconds of `1.5h`, `7d`, `1.02:30:00` or `00:05:00`; null for anything else. */
export function parseTimespan(text: string): number | null {
  const simple = /^(-?\d+(?:\.\d+)?)\s*([a-z]+)$/.exec(text)
  if (simple) {
    const unit = units.find(([pattern]) => pattern.test(simple[2] ?? ''))
    return unit ? Number(simple[1]) * unit[1] : null
  }
  const clock = /^(-)?(?:(\d+)\.)?(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d{1,7})?))?$/.exec(text)
  if (!clock) return null
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = clock
  const length =
    ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1_000
  return sign ? -length : length
}

/** `1.02:30:00` or `00:00:05.1250000`: how the service writes a length of time. */
export function formatTimespan(length: number): string {
  const whole = Math.abs(length)
  const part = (unit: number, size: number) =>
    String(Math.floor(whole / unit) % size).padStart(2, '0')
  const days = Math.floor(whole / 86_400_000)
  const ticks = Math.round((whole % 1_000) * 10_000)
  return [
    length < 0 ? '-' : '',
    days > 0 ? `${days}.` : '',
    `${part(3_600_000, 24)}:${part(60_000, 60)}:${part(1_000, 60)}`,
    ticks > 0 ? `.${String(ticks).padStart(7, '0')}` : '',
  ].join('')
}
