import { createHash, timingSafeEqual } from 'node:crypto'

/** Compares digests, so that neither content nor length of the token shows in the time it takes. */
export function isSameToken(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
