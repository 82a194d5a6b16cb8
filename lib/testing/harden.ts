/** Whether the tests of the promises run at their full figures: `npm run harden`. */
export const hardening = process.env.HARDEN === '1'

/**
 * How often a test does what a promise is about: as often as promised under `npm run harden`,
 * otherwise a tenth of it, at least once.
 *
 * @param quick for what would take too long even at a tenth
 */
export function figure(full: number, quick = Math.max(1, Math.ceil(full / 10))): number {
  return hardening ? full : quick
}

/** A time limit in ms that grows with the figures. */
export function patience(ms: number): number {
  return hardening ? ms * 30 : ms
}
