import { queryOptions } from '@tanstack/react-query'
import { type ActionResult, getJson, postJson, run } from '../api/client.ts'
import type { Accepted, CertificateRef } from '../certificates/schema.ts'
import { cancelOperationAction, deleteOperationAction, mergeCertificateAction } from './actions.ts'
import type {
  DeleteOperationInput,
  MergeCertificateInput,
  Merged,
  MergePreview,
  PendingList,
} from './schema.ts'

/** Operations that are not completed, over every vault the user can read. */
export const pendingListQuery = () =>
  queryOptions({
    queryKey: ['pending'],
    queryFn: ({ signal }) => getJson<PendingList>('/api/pending', signal),
  })

/** Reads a CA's answer without keeping it. Throws `FailureError`; field `file`. */
export function previewMerge(
  { vault, name }: CertificateRef,
  files: readonly File[],
): Promise<MergePreview> {
  const form = new FormData()
  form.set('vault', vault)
  form.set('name', name)
  for (const file of files) form.append('file', file)
  return postJson<MergePreview>('/api/merge-previews', form)
}

// ---- Writes: server actions. None throws; `result.ok` tells, `result.failure.fields` names fields. ----

/** Answers with the version that was made. */
export const mergeCertificate = (input: MergeCertificateInput): Promise<ActionResult<Merged>> =>
  run(mergeCertificateAction(input))

/** The operation stays in progress until the vault has reacted. */
export const cancelOperation = (input: CertificateRef): Promise<ActionResult<Accepted>> =>
  run(cancelOperationAction(input))

export const deleteOperation = (input: DeleteOperationInput): Promise<ActionResult<Accepted>> =>
  run(deleteOperationAction(input))
