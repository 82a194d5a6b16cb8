'use server'

import { actionFor, fieldErrors } from '#lib/runtime/action-client.ts'
import { deleteAccessPolicies } from './delete.ts'
import { deleteAccessPoliciesInput, updateAccessPolicyInput } from './schema.ts'
import { updateAccessPolicy } from './update.ts'

export const updateAccessPolicyAction = actionFor('SecurityOperations', 'access-policies.update')
  .inputSchema(updateAccessPolicyInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updateAccessPolicy(ctx.services, ctx.caller, parsedInput))

export const deleteAccessPoliciesAction = actionFor('SecurityOperations', 'access-policies.delete')
  .inputSchema(deleteAccessPoliciesInput, fieldErrors)
  .action(({ parsedInput, ctx }) => deleteAccessPolicies(ctx.services, ctx.caller, parsedInput))
