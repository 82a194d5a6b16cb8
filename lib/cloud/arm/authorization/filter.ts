import type { ProvenCall } from '../call.ts'
import { invalidFilter } from './errors.ts'

/** What the parts of a `$filter` say together. */
export interface ScopeFilter<T> {
  matches(item: T): boolean
  /** True when the function without arguments was called: how far the list reaches. */
  isReaching: boolean
}

type Test<T> = (item: T) => boolean

/** Longest filter in characters: no client's is anywhere near. */
const longest = 2_048

/** Between two parts, but not inside of a quoted name. */
const joint = /\s+and\s+(?=\w+\s*(?:\(| eq ))/i

/**
 * Reads the `$filter` of a list under a scope: parts joined by `and`.
 * @param reach the function without arguments, for example `atScope()`
 * @param testOf what a part asks of an item; null for a part that it does not know
 * @throws ArmError 400
 */
export function readFilter<T>(
  call: ProvenCall,
  reach: string,
  testOf: (part: string) => Test<T> | null,
): ScopeFilter<T> {
  const filter = call.url.searchParams.get('$filter')?.trim() ?? ''
  if (filter.length > longest) throw invalidFilter(filter.slice(0, longest))
  const parts = filter === '' ? [] : filter.split(joint)
  const tests = parts
    .filter((part) => part.toLowerCase() !== reach.toLowerCase())
    .map((part) => {
      const test = testOf(part)
      if (!test) throw invalidFilter(filter)
      return test
    })
  return {
    matches: (item) => tests.every((test) => test(item)),
    isReaching: tests.length < parts.length,
  }
}
