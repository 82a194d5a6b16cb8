import { isOutside } from '#lib/domain/certificates/operation-advice.ts'
import type { PendingOperation } from '#lib/features/certificates/schema.ts'

export type OperationAct = 'retry' | 'cancel' | 'delete'

interface Offer {
  readonly act: OperationAct
  readonly label: string
  readonly hint: string
}

/** What the state of an operation allows: the service refuses all else. */
export function actionsOf(
  operation: Pick<PendingOperation, 'status' | 'issuer' | 'cancellationRequested'>,
): { readonly merge: boolean; readonly acts: readonly Offer[] } {
  const { status, issuer, cancellationRequested } = operation
  const acts: Offer[] = []
  if (status === 'failed' || status === 'cancelled') {
    acts.push({ act: 'retry', label: 'Order again', hint: 'the same order, by today’s policy' })
  }
  if (status === 'inProgress' && !cancellationRequested) {
    acts.push({ act: 'cancel', label: 'Cancel', hint: 'asks the vault to stop' })
  }
  acts.push({ act: 'delete', label: 'Delete operation', hint: 'forgets it with its key' })
  return { merge: status === 'inProgress' && isOutside(issuer) && !cancellationRequested, acts }
}
