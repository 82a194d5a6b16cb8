'use server'

import { actionFor, fieldErrors } from '#lib/runtime/action-client.ts'
import { createIssuer } from './create.ts'
import { deleteIssuer } from './delete.ts'
import { createIssuerInput, deleteIssuerInput, updateIssuerInput } from './schema.ts'
import { updateIssuer } from './update.ts'

export const createIssuerAction = actionFor('SecurityOperations', 'issuers.create')
  .inputSchema(createIssuerInput, fieldErrors)
  .action(({ parsedInput, ctx }) => createIssuer(ctx.services, ctx.caller, parsedInput))

export const updateIssuerAction = actionFor('SecurityOperations', 'issuers.update')
  .inputSchema(updateIssuerInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updateIssuer(ctx.services, ctx.caller, parsedInput))

export const deleteIssuerAction = actionFor('SecurityOperations', 'issuers.delete')
  .inputSchema(deleteIssuerInput, fieldErrors)
  .action(({ parsedInput, ctx }) => deleteIssuer(ctx.services, ctx.caller, parsedInput))
