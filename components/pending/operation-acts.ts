import { paths } from '#lib/base/paths.ts'
import { type OperationFacts, operationAdvice } from '#lib/domain/certificates/operation-advice.ts'
import { issuerKind } from '#lib/domain/certificates/policy/issuer-kind.ts'
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
    acts.push({ act: 'cancel', label: 'Cancel operation', hint: 'asks the vault to stop' })
  }
  acts.push({ act: 'delete', label: 'Delete operation', hint: 'forgets it with its key' })
  return {
    merge: status === 'inProgress' && issuerKind(issuer) === 'unknown' && !cancellationRequested,
    acts,
  }
}

/** Where the fault of a failed operation is mended in this console; null when it is elsewhere. */
export function fixOf(
  vault: string,
  name: string,
  operation: OperationFacts,
): { readonly label: string; readonly href: string } | null {
  const { fixAt } = operationAdvice(operation)
  const at = paths.vault(vault)
  if (fixAt === 'policy') return { label: 'Edit the policy', href: at.certificatePolicy(name) }
  if (fixAt !== 'issuer' || operation.issuer === null) return null
  return { label: `Open the issuer ${operation.issuer}`, href: at.issuer(operation.issuer) }
}
