'use server'

import { actionFor, fieldErrors } from '#lib/runtime/action-client.ts'
import { createVault } from './create.ts'
import { deleteVault } from './delete.ts'
import { purgeVault } from './purge.ts'
import { recoverVault } from './recover.ts'
import {
  createVaultInput,
  deleteVaultInput,
  purgeVaultInput,
  recoverVaultInput,
  updateVaultInput,
} from './schema.ts'
import { updateVault } from './update.ts'

export const createVaultAction = actionFor('SecurityOperations', 'vaults.create')
  .inputSchema(createVaultInput, fieldErrors)
  .action(({ parsedInput, ctx }) => createVault(ctx.services, ctx.caller, parsedInput))

export const updateVaultAction = actionFor('SecurityOperations', 'vaults.update')
  .inputSchema(updateVaultInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updateVault(ctx.services, ctx.caller, parsedInput))

export const deleteVaultAction = actionFor('SecurityOperations', 'vaults.delete')
  .inputSchema(deleteVaultInput, fieldErrors)
  .action(({ parsedInput, ctx }) => deleteVault(ctx.services, ctx.caller, parsedInput))

export const recoverVaultAction = actionFor('SecurityOperations', 'vaults.recover')
  .inputSchema(recoverVaultInput, fieldErrors)
  .action(({ parsedInput, ctx }) => recoverVault(ctx.services, ctx.caller, parsedInput))

export const purgeVaultAction = actionFor('SecurityOperations', 'vaults.purge')
  .inputSchema(purgeVaultInput, fieldErrors)
  .action(({ parsedInput, ctx }) => purgeVault(ctx.services, ctx.caller, parsedInput))
