/** A member of a member … of an answer; undefined where there is none. */
export function pick(value: unknown, ...path: string[]): unknown {
  let at: unknown = value
  for (const name of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = Object.entries(at).find(([key]) => key === name)?.[1]
  }
  return at
}
