import 'server-only'
import type { Failure } from '#lib/domain/failure.ts'
import { failureOf } from '#lib/domain/failure-error.ts'
import type { Logger } from './logger.ts'

const internal: Failure = {
  code: 'internal',
  status: 500,
  title: 'Something went wrong in the console',
  detail: 'The error was written to the log of the console.',
  nextStep: 'Try again. If it happens again, tell whoever runs this console.',
}

/** What the browser may hear of an error: a failure as it is, anything else as a plain "internal". */
export function publicFailure(error: unknown, log: Logger, where: object): Failure {
  const failure = failureOf(error)
  if (failure === null) {
    log.error({ ...where, error }, 'unexpected error')
    return internal
  }
  // ASVS 16.3.2: denials are logged.
  if (failure.status === 401 || failure.status === 403) {
    log.warn(
      { ...where, code: failure.code, right: failure.right, vault: failure.vault },
      'refused',
    )
  } else if (failure.status >= 500) {
    log.warn({ ...where, code: failure.code, vault: failure.vault, error }, 'failed')
  }
  return failure
}
