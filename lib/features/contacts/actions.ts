'use server'

import { actionFor, fieldErrors } from '#lib/runtime/action-client.ts'
import { updateContactsInput } from './schema.ts'
import { updateContacts } from './update.ts'

export const updateContactsAction = actionFor('SecurityOperations', 'contacts.update')
  .inputSchema(updateContactsInput, fieldErrors)
  .action(({ parsedInput, ctx }) => updateContacts(ctx.services, ctx.caller, parsedInput))
