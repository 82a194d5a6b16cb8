'use server'

import { actionFor, fieldErrors } from '#lib/runtime/action-client.ts'
import { createTemporaryRule } from './create-temporary-rule.ts'
import { deleteTemporaryRule } from './delete-temporary-rule.ts'
import {
  createTemporaryRuleInput,
  deleteTemporaryRuleInput,
  updateConnectionInput,
  updateNetworkInput,
  updateSubnetInput,
} from './schema.ts'
import { updateNetwork } from './update.ts'
import { updateConnection } from './update-connection.ts'
import { updateSubnet } from './update-subnet.ts'

export const updateNetworkAction = actionFor('SecurityOperations', 'network.update')
  .inputSchema(updateNetworkInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updateNetwork(ctx.services, ctx.caller, parsedInput))

export const updateConnectionAction = actionFor('SecurityOperations', 'network.update-connection')
  .inputSchema(updateConnectionInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updateConnection(ctx.services, ctx.caller, parsedInput))

export const updateSubnetAction = actionFor('SecurityOperations', 'network.update-subnet')
  .inputSchema(updateSubnetInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updateSubnet(ctx.services, ctx.caller, parsedInput))

export const createTemporaryRuleAction = actionFor(
  'SecurityOperations',
  'network.create-temporary-rule',
)
  .inputSchema(createTemporaryRuleInput, fieldErrors)
  .action(({ parsedInput, ctx }) => createTemporaryRule(ctx.services, ctx.caller, parsedInput))

export const deleteTemporaryRuleAction = actionFor(
  'SecurityOperations',
  'network.delete-temporary-rule',
)
  .inputSchema(deleteTemporaryRuleInput, fieldErrors)
  .action(({ parsedInput, ctx }) => deleteTemporaryRule(ctx.services, ctx.caller, parsedInput))
