'use server'

import { actionFor, fieldErrors } from '#lib/runtime/action-client.ts'
import { cancelOperation } from './cancel.ts'
import { deleteOperation } from './delete-operation.ts'
import { mergeCertificate } from './merge.ts'
import { cancelOperationInput, deleteOperationInput, mergeCertificateInput } from './schema.ts'

export const mergeCertificateAction = actionFor('SecurityOperations', 'pending.merge')
  .inputSchema(mergeCertificateInput, fieldErrors)
  .action(({ parsedInput, ctx }) => mergeCertificate(ctx.services, ctx.caller, parsedInput))

export const cancelOperationAction = actionFor('SecurityOperations', 'pending.cancel')
  .inputSchema(cancelOperationInput, fieldErrors)
  .action(({ parsedInput, ctx }) => cancelOperation(ctx.services, ctx.caller, parsedInput))

export const deleteOperationAction = actionFor('SecurityOperations', 'pending.delete-operation')
  .inputSchema(deleteOperationInput, fieldErrors)
  .action(({ parsedInput, ctx }) => deleteOperation(ctx.services, ctx.caller, parsedInput))
