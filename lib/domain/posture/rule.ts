import type { Severity } from '../attention/rule.ts'
import type { Named, PostureFacts } from './facts.ts'

/** Where a fix is made, with the form filled in as far as the check knows. */
export type Fix =
  | { readonly at: 'settings'; readonly set: 'purge-protection' }
  | { readonly at: 'network'; readonly set: 'selected' }
  /** At `access` each of those whom it is about has an entry of its own. */
  | { readonly at: 'access' | 'roles' | 'migrate' | 'contacts' | 'new-vault' | 'logs' }

/** What is not as it should be. */
export interface Broken {
  /** What is the case, one sentence. */
  readonly message: string
  /** What to do about it, one sentence. */
  readonly nextStep: string
  /** By whose access, where it is about somebody. */
  readonly who: readonly Named[]
  /** Null where it is done outside the console. */
  readonly fix: Fix | null
}

/** What a check found; `unread` when what it needs could not be read. */
export type Outcome = 'kept' | 'unread' | Broken

/** One thing that makes a vault safe. Data and a pure function; the registry lists them all. */
export interface PostureRule {
  /** Equal to the file's name. */
  readonly id: string
  /** What is the case when it is broken. */
  readonly title: string
  /** What is the case when it is kept. */
  readonly kept: string
  readonly severity: Severity
  /** Where it is written that this matters: URL. */
  readonly citation: string
  check(facts: PostureFacts): Outcome
}
