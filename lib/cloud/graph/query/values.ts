import type { Value } from '../objects/entity.ts'

export type Literal = string | boolean | null

/** The member behind the names, or undefined. */
export function memberOf(value: Value | undefined, names: readonly string[]): Value | undefined {
  let found: Value | undefined = value
  for (const name of names) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return undefined
    const entry = Object.entries(found).find(([key]) => key.toLowerCase() === name.toLowerCase())
    found = entry?.[1]
  }
  return found
}

/** Texts are compared without case, as the directory does. */
export function compareTo(value: Value | undefined, literal: Literal): number | null {
  if (literal === null) return (value ?? null) === null ? 0 : null
  if (typeof literal === 'boolean') return value === literal ? 0 : null
  if (typeof value !== 'string') return null
  const [a, b] = [value.toLowerCase(), literal.toLowerCase()]
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** A function of texts that `$filter` may call, or null. */
export function textTest(name: string): ((text: string, part: string) => boolean) | null {
  switch (name.toLowerCase()) {
    case 'startswith':
      return (text, part) => text.startsWith(part)
    case 'endswith':
      return (text, part) => text.endsWith(part)
    default:
      return null
  }
}
