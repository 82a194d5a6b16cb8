import 'server-only'
import type { Failure } from '#lib/domain/failure.ts'
import { failureOf } from '#lib/domain/failure-error.ts'

export type Attempt<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: Failure }

/**
 * Runs one part of a list over several vaults: what Azure refused becomes an item of `failures`. A lost
 * sign-in and defects are thrown, since they concern the whole.
 */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    const failure = failureOf(error)
    if (failure === null || failure.code === 'signed-out') throw error
    return { ok: false, failure }
  }
}

/** Splits attempts into what came and what did not. */
export function partial<T>(attempts: readonly Attempt<T>[]): { values: T[]; failures: Failure[] } {
  return {
    values: attempts.flatMap((one) => (one.ok ? [one.value] : [])),
    failures: attempts.flatMap((one) => (one.ok ? [] : [one.failure])),
  }
}
