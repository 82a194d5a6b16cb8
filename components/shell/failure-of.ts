import { type Failure, type FailureCode, isFailure } from '#lib/domain/failure.ts'

/** The failure an error carries; null when it carries none, as an error that the server has redacted. */
export function carriedFailure(error: unknown): Failure | null {
  if (isFailure(error)) return error
  if (typeof error === 'object' && error !== null && 'failure' in error) {
    return isFailure(error.failure) ? error.failure : null
  }
  return null
}

/** A failure for whatever was thrown, so that every page has words for it. */
export function failureOf(error: unknown): Failure {
  const failure = carriedFailure(error)
  if (failure !== null) return failure
  // What fetch throws when nothing answers, in all browsers.
  if (error instanceof TypeError) {
    return {
      code: 'unreachable',
      status: 503,
      title: 'The console does not answer',
      detail: 'The connection between this browser and the console is interrupted.',
      nextStep: 'Nothing is lost. This page tries again by itself.',
    }
  }
  return {
    code: 'internal',
    status: 500,
    title: 'The console made a mistake',
    detail: 'Something happened that it was not made for. It is in the log of the console.',
    nextStep: 'Try again. If it stays, tell whoever runs the console.',
  }
}

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
