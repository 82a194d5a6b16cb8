import 'server-only'
import { sameContacts } from '#lib/domain/certificates/contacts.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { authorize, type Caller } from '#lib/session/caller.ts'
import { recorded } from '../activity/record.ts'
import type { Services } from '../services.ts'
import { fromContact, toContact } from './internal.ts'
import type { Contact, UpdateContactsInput } from './schema.ts'

/**
 * Replaces whom a vault mails. The service takes the whole list and would drop what somebody else added
 * meanwhile, so the console looks first. Throws `FailureError`.
 */
export async function updateContacts(
  services: Services,
  caller: Caller,
  { vault, before, contacts }: UpdateContactsInput,
): Promise<readonly Contact[]> {
  authorize(caller, 'SecurityOperations')
  const gateway = services.azureOf(caller).contacts(vault)
  return recorded(
    services,
    caller,
    { verb: 'contacts.update', vault, object: 'contacts/all' },
    async () => {
      const now = (await gateway.get()).map(toContact)
      if (!sameContacts(now, before)) throw changedMeanwhile(vault, now)
      if (contacts.length > 0) return (await gateway.set(contacts.map(fromContact))).map(toContact)
      await gateway.delete()
      return []
    },
  )
}

function changedMeanwhile(vault: string, now: readonly Contact[]): FailureError {
  const addresses = now.map(({ email }) => email).join(', ')
  return new FailureError({
    code: 'changed-meanwhile',
    status: 409,
    title: 'Somebody else changed the contacts',
    detail: `The vault has ${addresses === '' ? 'none' : addresses} by now. Nothing was changed.`,
    nextStep: 'Take the list as it is now, or put yours in its place.',
    plane: 'data',
    right: 'certificates/managecontacts',
    vault,
  })
}
