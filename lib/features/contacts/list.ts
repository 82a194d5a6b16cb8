import 'server-only'
import { authorize, type Caller } from '#lib/session/caller.ts'
import type { Services } from '../services.ts'
import { toContact } from './internal.ts'
import type { Contact, ContactsInput } from './schema.ts'

/**
 * Whom a vault mails about its certificates; empty when nobody. Azure gives no right to read them but the
 * one to change them. Throws `FailureError`.
 */
export async function listContacts(
  services: Services,
  caller: Caller,
  { vault }: ContactsInput,
): Promise<readonly Contact[]> {
  authorize(caller, 'SecurityOperations')
  return (await services.azureOf(caller).contacts(vault).get()).map(toContact)
}
