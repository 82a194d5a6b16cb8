import type { Tags } from '../tags.ts'

/** Reads tags that were checked before they were stored. */
export function parseTags(json: string | null): Tags | null {
  return json === null ? null : JSON.parse(json)
}
