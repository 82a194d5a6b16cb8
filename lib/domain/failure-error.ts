import type { Failure } from './failure.ts'

/** A failure on its way up the stack; the one error class that routes, actions and pages unpack. */
export class FailureError extends Error {
  override readonly name = 'FailureError'
  readonly failure: Failure

  constructor(failure: Failure, options?: ErrorOptions) {
    super(`${failure.title}: ${failure.detail}`, options)
    this.failure = failure
  }
}

/** The failure inside an error, or null when it is some other error. */
export function failureOf(error: unknown): Failure | null {
  return error instanceof FailureError ? error.failure : null
}
