import type { Holder, Named } from './facts.ts'
import type { Outcome } from './rule.ts'

/** Names of people in one sentence before the rest is counted. */
const namedFirst = 3

/** `Ann, Bob and 4 more`. */
export function namesOf(all: readonly Named[]): string {
  const names = all.map(({ name }) => name)
  const rest = names.length - namedFirst
  const parts = rest > 1 ? [...names.slice(0, namedFirst), `${rest} more`] : names
  return parts.length > 1
    ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
    : (parts[0] ?? '')
}

interface Words {
  /** A sentence that begins with who it is. */
  message(who: string): string
  nextStep: string
  at: 'access' | 'roles'
}

/** A check that nobody holds what `tooMuch` says. */
export function aboutHolders(
  holders: readonly Holder[] | null,
  tooMuch: (holder: Holder) => boolean,
  { message, nextStep, at }: Words,
): Outcome {
  if (holders === null) return 'unread'
  const who = holders.filter(tooMuch).map(({ id, name, kind }) => ({ id, name, kind }))
  if (who.length === 0) return 'kept'
  return { message: message(namesOf(who)), nextStep, who, fix: { at } }
}
