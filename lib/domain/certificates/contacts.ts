import { type Person, personProblems } from './person.ts'

/**
 * Somebody whom a vault mails about its certificates; empty members are not sent. A vault has one list for
 * all its certificates:
 * https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#certificate-contacts
 */
export interface ContactDraft extends Person {
  readonly name: string
  readonly email: string
  readonly phone: string
}

/** More than a team has; the service's own bound is not documented. */
export const contactsMax = 50

/** All that is wrong with a list, by path (`contacts.0.email`, `contacts`); empty when it can be sent. */
export function contactProblems(contacts: readonly ContactDraft[]): Record<string, string> {
  const problems: Record<string, string> = {}
  if (contacts.length > contactsMax) problems.contacts = `At most ${contactsMax} contacts.`
  const seen = new Set<string>()
  contacts.forEach((contact, index) => {
    const found = personProblems(contact)
    const address = contact.email.trim().toLowerCase()
    if (address !== '' && seen.has(address)) found.email ??= 'This address is already in the list.'
    seen.add(address)
    for (const [field, message] of Object.entries(found)) {
      problems[`contacts.${index}.${field}`] = message
    }
  })
  return problems
}

/** What will be different, in sentences; empty when nothing is. */
export function contactChanges(
  before: readonly ContactDraft[],
  after: readonly ContactDraft[],
): string[] {
  const key = ({ email }: ContactDraft) => email.trim().toLowerCase()
  const known = new Map(before.map((one) => [key(one), one]))
  const kept = new Set(after.map(key))
  const words = after.flatMap((one) => {
    if (one.email.trim() === '') return []
    const old = known.get(key(one))
    if (old === undefined) return [`${one.email.trim()} gets the mails from now on.`]
    return sameContacts([old], [one]) ? [] : [`${one.email.trim()}: name or number changed.`]
  })
  const gone = before.filter((one) => !kept.has(key(one)))
  words.push(...gone.map((one) => `${one.email} gets no mails any more.`))
  if (after.length === 0 && before.length > 0) {
    words.push('Nobody is left: when a renewal fails, no one is told.')
  }
  return words
}

/** True when both lists say the same in the same order. */
export function sameContacts(
  one: readonly ContactDraft[],
  other: readonly ContactDraft[],
): boolean {
  const text = (list: readonly ContactDraft[]) =>
    JSON.stringify(list.map(({ name, email, phone }) => [name.trim(), email.trim(), phone.trim()]))
  return text(one) === text(other)
}
