import 'server-only'
import { isRestError } from '@azure/core-rest-pipeline'
import type { CertificateClient } from '@azure/keyvault-certificates'
import type { UserClients } from './clients.ts'
import { type CallContext, translated } from './errors.ts'

/** Somebody whom the vault mails about its certificates. */
export interface Contact {
  readonly email: string
  readonly name?: string
  readonly phone?: string
}

/**
 * The one list of contacts of a vault, as one user. All of it, reading too, takes the same right. Every
 * method throws `FailureError`.
 */
export interface ContactGateway {
  /** Empty when the vault has none. */
  get(): Promise<Contact[]>
  /** Replaces the whole list. The service takes no empty one: `delete` removes it. */
  set(contacts: readonly Contact[]): Promise<Contact[]>
  /** Nothing happens when there is none. */
  delete(): Promise<void>
}

export function contactGateway(clients: UserClients, vault: string): ContactGateway {
  const client = () => clients.certificates(vault)
  const context = (reads: boolean): CallContext => ({
    plane: 'data',
    right: 'certificates/managecontacts',
    vault,
    object: 'the contacts',
    reads,
  })
  return {
    get: () =>
      translated(context(true), () =>
        whenSet([], async () => toContacts(await client().getContacts())),
      ),
    set: (contacts) =>
      translated(context(false), async () => toContacts(await client().setContacts([...contacts]))),
    delete: () =>
      translated(context(false), () =>
        whenSet(undefined, async () => {
          await client().deleteContacts()
        }),
      ),
  }
}

/** A vault without contacts answers 404, with this code. */
async function whenSet<T>(otherwise: T, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (isRestError(error) && error.code === 'ContactsNotFound') return otherwise
    throw error
  }
}

/** The client's types let everything be absent. A contact without an address gets no mail. */
function toContacts(contacts: Awaited<ReturnType<CertificateClient['getContacts']>>): Contact[] {
  return (contacts ?? []).flatMap((contact) => {
    const { email, name, phone } = contact ?? {}
    if (email === undefined) return []
    return [
      {
        email,
        ...(name === undefined ? {} : { name }),
        ...(phone === undefined ? {} : { phone }),
      },
    ]
  })
}
