import type { ApiVersion } from '../api-version.ts'
import type { OperationRow } from '../rows/operations.ts'
import { base64 } from './base64.ts'

/** The pending operation as the wire shows it. */
export function operationBody(
  operation: OperationRow,
  display: string,
  base: string,
  apiVersion: ApiVersion,
): Record<string, unknown> {
  const details = statusDetails(operation)
  return {
    id: `${base}/certificates/${display}/pending`,
    issuer: operation.issuer,
    ...(operation.csr === null ? {} : { csr: base64(operation.csr) }),
    cancellation_requested: operation.cancellationRequested,
    status: operation.status,
    ...(details === null ? {} : { status_details: details }),
    ...(operation.error === null ? {} : { error: operation.error }),
    ...(operation.status === 'completed' ? { target: `${base}/certificates/${display}` } : {}),
    request_id: operation.requestId,
    ...(apiVersion.atLeast('7.6') ? { preserveCertOrder: operation.preserveOrder } : {}),
  }
}

/** Recorded texts; they go once the operation has ended. */
function statusDetails(operation: OperationRow): string | null {
  if (operation.status !== 'inProgress') return null
  return operation.issuer.name === 'Unknown'
    ? 'Pending certificate created. Please Perform Merge to complete the request.'
    : 'Pending certificate created. Certificate request is in progress. This may take some time ' +
        'based on the issuer provider. Please check again later.'
}
