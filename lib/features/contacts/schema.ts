import * as z from 'zod/mini'
import { contactProblems } from '#lib/domain/certificates/contacts.ts'
import type { ComingMail } from '#lib/domain/certificates/mail-moments.ts'
import type { VaultPlans } from '../issuers/schema.ts'
import { vaultName } from '../vaults/schema.ts'

/** Somebody whom a vault mails; absent members come as empty text. */
const contact = z.object({ name: z.string(), email: z.string(), phone: z.string() })
export type Contact = z.infer<typeof contact>

/** What a vault will mail about, soonest first, and the certificates that could not be read. */
export interface MailPreview {
  readonly mails: readonly ComingMail[]
  readonly certificates: number
  readonly unread: VaultPlans['unread']
}

export const contactsInput = z.object({ vault: vaultName })
export type ContactsInput = z.infer<typeof contactsInput>

/** The whole list, and the one that it replaces: when the vault has another by now, nothing happens. */
export const updateContactsInput = z
  .object({ vault: vaultName, before: z.array(contact), contacts: z.array(contact) })
  .check(
    z.superRefine((input, context) => {
      for (const [path, message] of Object.entries(contactProblems(input.contacts))) {
        const parts = path.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
        context.addIssue({ code: 'custom', message, path: parts, input })
      }
    }),
  )
export type UpdateContactsInput = z.infer<typeof updateContactsInput>
