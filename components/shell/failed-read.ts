import { type Failure, isFailure } from '#lib/domain/failure.ts'
import { FailureError, failureOf } from '#lib/domain/failure-error.ts'

/** A failure on its way to the browser as a result, because React strips errors of all they say. */
interface FailedRead {
  readonly failedRead: Failure
}

/** Runs a read; a failure becomes its result. What carries no failure is a defect and stays an error. */
export async function settleRead<Data>(read: () => Promise<Data>): Promise<Data | FailedRead> {
  try {
    return await read()
  } catch (error) {
    const failure = failureOf(error)
    if (failure === null) throw error
    return { failedRead: failure }
  }
}

/** The other end of `settleRead`: the data, or the failure thrown as `FailureError`. */
export function openRead(result: unknown): unknown {
  if (
    typeof result === 'object' &&
    result !== null &&
    'failedRead' in result &&
    isFailure(result.failedRead)
  ) {
    throw new FailureError(result.failedRead)
  }
  return result
}
