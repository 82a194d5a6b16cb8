import type { Operation } from '../call.ts'
import { contactsNotFound } from '../errors.ts'

/** No contacts can be set yet, so there are none. */
export const getContacts: Operation = {
  name: 'CertificateContactsGet',
  method: 'GET',
  path: '/certificates/contacts',
  right: {
    area: 'certificates',
    permission: 'managecontacts',
    action: 'certificatecontacts/write',
  },
  prepare() {
    throw contactsNotFound()
  },
}
