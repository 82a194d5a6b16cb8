import type { Plane } from './failure.ts'
import { FailureError } from './failure-error.ts'

/**
 * Thrown instead of writing over what somebody else has written since the sender looked. The service
 * has no condition for writes, so the state is read again just before; a change in the moment between
 * would still be lost. The vault does not know who it was, Resource Manager does. The sender reads the new state again.
 * @param what `The policy`, `This version`
 * @param by who it was, where the plane tells it
 */
export function changedMeanwhile(
  vault: string,
  what: string,
  at: Date | undefined,
  { plane = 'data', by }: { plane?: Plane; by?: string | undefined } = {},
): FailureError {
  const when =
    at === undefined ? '' : ` on ${at.toISOString().slice(0, 16).replace('T', ' at ')} UTC`
  return new FailureError({
    code: 'changed-meanwhile',
    status: 409,
    title: 'Somebody else changed it meanwhile',
    detail: `${what} was changed${by === undefined ? '' : ` by ${by}`}${when}, after you had opened it. Nothing of yours was sent.`,
    nextStep: 'Look at what changed, then take it or apply yours to it.',
    plane,
    vault,
  })
}
