import type { Failure } from '#lib/domain/failure.ts'

/**
 * A failure of a write, with the next step that fits one. A read is tried again by the page; a write
 * never is, and when no answer came nobody knows whether the vault took it.
 */
export function asWriteFailure(failure: Failure): Failure {
  switch (failure.code) {
    case 'throttled':
      return { ...failure, nextStep: 'Nothing was changed. Send it again in a moment.' }
    case 'timeout':
    case 'unreachable':
    case 'upstream':
      return {
        ...failure,
        nextStep:
          failure.plane === 'management'
            ? 'It is not known whether Azure took the change. Look at the vault before you send it again.'
            : 'It is not known whether the vault took the change. Look at the certificate before you send it again.',
      }
    default:
      return failure
  }
}
