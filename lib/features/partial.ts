import 'server-only'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError, failureOf } from '#lib/domain/failure-error.ts'

export type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure }

/**
 * Runs one part of a list over several vaults: what Azure refused becomes an item of `failures`. Defects and
 * a lost sign-in are thrown, since they concern the whole; but one vault that does not accept a sign-in which
 * the others do is no more than a vault that failed.
 */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    const failure = failureOf(error)
    if (failure === null || isSignInLost(failure)) throw error
    return { ok: false, failure }
  }
}

/** Entra itself said so, and not some vault. */
function isSignInLost(failure: Failure): boolean {
  return failure.code === 'signed-out' && failure.vault === undefined
}

/** Splits attempts into what came and what did not. Throws `FailureError` signed-out when no vault accepts it. */
export function partial<T>(attempts: readonly Attempt<T>[]): { values: T[]; failures: Failure[] } {
  const values = attempts.flatMap((one) => (one.ok ? [one.value] : []))
  const failures = attempts.flatMap((one) => (one.ok ? [] : [one.failure]))
  if (values.length === 0) assertSignedIn(failures)
  return { values, failures }
}

/** Given why all parts of a whole failed: throws when it is the sign-in that no vault accepts any more. */
export function assertSignedIn(failures: readonly Failure[]): void {
  const [first] = failures
  if (first && failures.every((failure) => failure.code === 'signed-out')) {
    throw new FailureError(first)
  }
}
