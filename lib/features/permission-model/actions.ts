'use server'

import { actionFor, fieldErrors } from '#lib/runtime/action-client.ts'
import { updatePermissionModelInput } from './schema.ts'
import { updatePermissionModel } from './update.ts'

export const updatePermissionModelAction = actionFor(
  'SecurityOperations',
  'permission-model.update',
)
  .inputSchema(updatePermissionModelInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updatePermissionModel(ctx.services, ctx.caller, parsedInput))
