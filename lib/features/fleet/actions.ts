'use server'

import { actionFor, fieldErrors } from '#lib/runtime/action-client.ts'
import { updateLifetimeInput, updateNewestInput } from './schema.ts'
import { updateLifetime } from './update-lifetime.ts'
import { updateNewest } from './update-newest.ts'

export const updateNewestAction = actionFor('SecurityOperations', 'fleet.update-newest')
  .inputSchema(updateNewestInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updateNewest(ctx.services, ctx.caller, parsedInput))

export const updateLifetimeAction = actionFor('SecurityOperations', 'fleet.update-lifetime')
  .inputSchema(updateLifetimeInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updateLifetime(ctx.services, ctx.caller, parsedInput))
