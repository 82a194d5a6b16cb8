/** Azure tells times in whole seconds, by a clock of its own. */
const clockSkewMs = 5_000

/** Whether one of the times is that of the act or later; null when it is so near before that it may be. */
export function since(at: Date, times: readonly (Date | null | undefined)[]): boolean | null {
  const second = Math.floor(at.getTime() / 1_000) * 1_000
  const latest = Math.max(...times.map((time) => time?.getTime() ?? 0))
  if (latest >= second) return true
  return latest >= second - clockSkewMs ? null : false
}
