'use server'

import { actionFor, fieldErrors } from '#lib/runtime/action-client.ts'
import { createRole } from './create.ts'
import { deleteRole } from './delete.ts'
import { createRoleInput, deleteRoleInput } from './schema.ts'

export const createRoleAction = actionFor('SecurityOperations', 'roles.create')
  .inputSchema(createRoleInput, fieldErrors)
  .action(({ parsedInput, ctx }) => createRole(ctx.services, ctx.caller, parsedInput))

export const deleteRoleAction = actionFor('SecurityOperations', 'roles.delete')
  .inputSchema(deleteRoleInput, fieldErrors)
  .action(({ parsedInput, ctx }) => deleteRole(ctx.services, ctx.caller, parsedInput))
