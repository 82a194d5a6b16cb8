'use server'

import { actionFor, fieldErrors } from '#lib/runtime/action-client.ts'
import { updateConnectionInput, updateNetworkInput } from './schema.ts'
import { updateNetwork } from './update.ts'
import { updateConnection } from './update-connection.ts'

export const updateNetworkAction = actionFor('SecurityOperations', 'network.update')
  .inputSchema(updateNetworkInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updateNetwork(ctx.services, ctx.caller, parsedInput))

export const updateConnectionAction = actionFor('SecurityOperations', 'network.update-connection')
  .inputSchema(updateConnectionInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updateConnection(ctx.services, ctx.caller, parsedInput))
