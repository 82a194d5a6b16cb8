import type { Failure } from '#lib/domain/failure.ts'
import { failureOf } from '#lib/domain/failure-error.ts'

/** Why a piece of work failed. Rejects when it did not, and with whatever is no failure but a defect. */
export async function failureFor(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => new Error('It did not fail.'),
    (thrown: unknown) => thrown,
  )
  const failure = failureOf(error)
  if (failure === null) throw error
  return failure
}
