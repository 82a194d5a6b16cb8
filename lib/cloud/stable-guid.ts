import { createHash } from 'node:crypto'

/** A GUID of version 8 (RFC 9562 section 5.8) that depends on the two texts only. */
export function stableGuid(space: string, name: string): string {
  const hash = createHash('sha256').update(`${space} ${name}`).digest()
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [0, 8, 12, 16, 20].map((at, i, all) => hex.slice(at, all[i + 1] ?? 32)).join('-')
}
