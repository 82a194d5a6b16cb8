'use server'

import { actionFor, fieldErrors } from '#lib/runtime/action-client.ts'
import { updateNewestInput } from './schema.ts'
import { updateNewest } from './update-newest.ts'

export const updateNewestAction = actionFor('SecurityOperations', 'fleet.update-newest')
  .inputSchema(updateNewestInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updateNewest(ctx.services, ctx.caller, parsedInput))
