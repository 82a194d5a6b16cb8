import { type Failure, isFailure } from './failure.ts'

/** A failure on its way up the stack; the one error class that routes, actions and pages unpack. */
export class FailureError extends Error {
  override readonly name = 'FailureError'
  readonly failure: Failure

  constructor(failure: Failure, options?: ErrorOptions) {
    super(`${failure.title}: ${failure.detail}`, options)
    this.failure = failure
  }

  /**
   * By shape and not by class: Next.js bundles routes and pages apart, so an error that the gateway threw
   * in one bundle is an instance of another copy of this class where a route catches it.
   */
  static override [Symbol.hasInstance](value: unknown): value is FailureError {
    return (
      value instanceof Error &&
      value.name === 'FailureError' &&
      'failure' in value &&
      isFailure(value.failure)
    )
  }
}

/** The failure inside an error, or null when it is some other error. */
export function failureOf(error: unknown): Failure | null {
  return error instanceof FailureError ? error.failure : null
}
