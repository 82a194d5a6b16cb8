import 'server-only'
import type { Contact as VaultContact } from '#lib/azure/contacts.ts'
import type { Contact } from './schema.ts'

export function toContact({ name = '', email, phone = '' }: VaultContact): Contact {
  return { name, email, phone }
}

/** Empty members are left out: the service would keep them as empty text. */
export function fromContact(contact: Contact): VaultContact {
  const name = contact.name.trim()
  const phone = contact.phone.trim()
  return {
    email: contact.email.trim(),
    ...(name === '' ? {} : { name }),
    ...(phone === '' ? {} : { phone }),
  }
}
