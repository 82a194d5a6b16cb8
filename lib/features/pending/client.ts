import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { type ActionResult, getJson, run } from '../api/client.ts'
import { refreshCertificates } from '../certificates/client.ts'
import type { Accepted, CertificateRef } from '../certificates/schema.ts'
import { cancelOperationAction, deleteOperationAction, retryOrderAction } from './actions.ts'
import type { DeleteOperationInput, PendingList } from './schema.ts'

/** Operations that are not completed, over every vault the user can read. */
export const pendingListQuery = () =>
  queryOptions({
    queryKey: ['pending'],
    queryFn: ({ signal }) => getJson<PendingList>('/api/pending', signal),
  })

// ---- Writes: server actions. None throws; `result.ok` tells, `result.failure.fields` names fields. ----

/** The operation stays in progress until the vault has reacted. */
export const cancelOperation = (input: CertificateRef): Promise<ActionResult<Accepted>> =>
  run(cancelOperationAction(input))

export const deleteOperation = (input: DeleteOperationInput): Promise<ActionResult<Accepted>> =>
  run(deleteOperationAction(input))

/** The same order again, by the policy that the vault has now. */
export const retryOrder = (input: CertificateRef): Promise<ActionResult<Accepted>> =>
  run(retryOrderAction(input))

/** After a write: everything that may show the operation asks again. */
export async function refreshPending(client: QueryClient, vault: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['pending'] }),
    refreshCertificates(client, vault),
  ])
}
