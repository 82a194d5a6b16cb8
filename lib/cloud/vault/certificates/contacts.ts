import type { Db } from '../../store/store.ts'
import type { Operation, VaultCall } from '../call.ts'
import { contactsNotFound, invalidProperty } from '../errors.ts'
import type { JsonObject } from '../json.ts'
import { type Contact, findContacts, putContacts, removeContacts } from '../rows/contacts.ts'
import { readEmail, readPeople, readWords } from './person.ts'
import { mayManageContacts } from './rights.ts'

/*
 * The one list of people that a vault has: they are told before its certificates expire.
 * https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#certificate-contacts
 */

const path = '/certificates/contacts'

export const getContacts: Operation = {
  name: 'CertificateContactsGet',
  method: 'GET',
  path,
  right: mayManageContacts,
  prepare(call) {
    return (db) => ({ status: 200, body: contactsBody(call, existing(db, call)) })
  },
}

/** Replaces the whole list. */
export const setContacts: Operation = {
  name: 'CertificateContactsSet',
  method: 'PUT',
  path,
  right: mayManageContacts,
  prepare(call) {
    const contacts = readPeople(call.body, 'contacts')?.map(readContact)
    if (!contacts || contacts.length === 0) throw invalidProperty()
    return (db) => {
      putContacts(db, call.vault.key, contacts)
      return { status: 200, body: contactsBody(call, contacts) }
    }
  },
}

/** Removes the list and answers with what it was. */
export const deleteContacts: Operation = {
  name: 'CertificateContactsDelete',
  method: 'DELETE',
  path,
  right: mayManageContacts,
  prepare(call) {
    return (db) => {
      const contacts = existing(db, call)
      removeContacts(db, call.vault.key)
      return { status: 200, body: contactsBody(call, contacts) }
    }
  },
}

function existing(db: Db, call: VaultCall): Contact[] {
  const contacts = findContacts(db, call.vault.key)
  if (!contacts) throw contactsNotFound()
  return contacts
}

function readContact(item: JsonObject): Contact {
  const email = readEmail(item)
  if (email === undefined) throw invalidProperty()
  const name = readWords(item, 'name')
  const phone = readWords(item, 'phone')
  return {
    email,
    ...(name === undefined ? {} : { name }),
    ...(phone === undefined ? {} : { phone }),
  }
}

function contactsBody(call: VaultCall, contacts: readonly Contact[]): object {
  return { id: `${call.base}/certificates/contacts`, contacts }
}
