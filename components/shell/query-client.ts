import { defaultShouldDehydrateQuery, QueryCache, QueryClient } from '@tanstack/react-query'
import { type Failure, type FailureCode, isFailure } from '#lib/domain/failure.ts'
import { failureOf } from '#lib/domain/failure-error.ts'
import { failureFrom } from '#lib/features/api/client.ts'

const secondMs = 1_000

const passing: ReadonlySet<FailureCode> = new Set([
  'throttled',
  'timeout',
  'unreachable',
  'upstream',
  'internal',
])

/** True when waiting may help; a missing right does not come back by asking again. */
export function mayPass(failure: Failure): boolean {
  return passing.has(failure.code)
}

/** How long a page waits before it asks again by itself, in ms: 5 s, doubled each time, up to a minute. */
export function recoveryDelay(failedTimes: number, retryAfterSeconds = 0): number {
  const delay = Math.min(60, 5 * 2 ** Math.max(0, failedTimes - 1))
  return Math.max(delay, retryAfterSeconds) * secondMs
}

interface ReadState {
  readonly data: unknown
  readonly error: unknown
  readonly errorUpdateCount: number
  readonly dataUpdateCount: number
}

function failuresIn(data: unknown): unknown[] {
  if (typeof data !== 'object' || data === null || !('failures' in data)) return []
  return Array.isArray(data.failures) ? data.failures : []
}

/**
 * When to read again without being asked: while a read fails for a reason that may pass, or its result
 * is partial for such a reason. False when there is nothing to wait for.
 */
export function recoveryInterval(state: ReadState): number | false {
  if (state.error !== null) {
    const failure = failureFrom(state.error)
    return mayPass(failure)
      ? recoveryDelay(state.errorUpdateCount, failure.retryAfterSeconds)
      : false
  }
  const partial = failuresIn(state.data).filter(isFailure).filter(mayPass)
  if (partial.length === 0) return false
  const wait = Math.max(...partial.map((failure) => failure.retryAfterSeconds ?? 0))
  return recoveryDelay(state.dataUpdateCount, wait)
}

/**
 * The cache of one browser page, or of one request on the server. `onSignedOut` runs when a read finds
 * that the session is over.
 */
export function makeQueryClient(onSignedOut?: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (failureOf(error)?.code === 'signed-out') onSignedOut?.()
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30 * secondMs,
        // A read that broke on the server arrives without a reason, since React strips errors on their
        // way to the browser: asking the API once brings one.
        retry: (count, error) => count < 1 && failureOf(error) === null,
        retryDelay: 0,
        refetchInterval: (query) => recoveryInterval(query.state),
      },
      // A pending read crosses to the browser as a promise, so no page waits for a slow vault.
      dehydrate: {
        shouldDehydrateQuery: (query) =>
          defaultShouldDehydrateQuery(query) || query.state.status === 'pending',
      },
    },
  })
}
