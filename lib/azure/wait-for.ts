import 'server-only'
import type { OperationState, PollerLike } from '@azure/core-lro'

/** What became of something that takes Azure long. */
export type Long<T> = { readonly done: true; readonly result: T } | { readonly done: false }

/** A page waits for its action: longer than this and it had better be told that it goes on. */
const patienceMs = 25_000

/**
 * Waits until Azure has accepted it, and then a while for its end. Throws what the client throws; once it
 * is accepted, who may not see how it goes is not told that it failed.
 */
export async function waitFor<T>(poller: PollerLike<OperationState<T>, T>): Promise<Long<T>> {
  await poller.submitted()
  const abortSignal = AbortSignal.timeout(patienceMs)
  try {
    return { done: true, result: await poller.pollUntilDone({ abortSignal }) }
  } catch (error) {
    if (abortSignal.aborted || poller.operationState?.status === 'running') return { done: false }
    throw error
  }
}
