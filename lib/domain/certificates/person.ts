import { checkEmail } from './names.ts'

/** Somebody with an address: a contact of a vault, or an administrator whom a CA may ask. */
export interface Person {
  readonly email: string
  readonly phone: string
}

/** Longest text of a name, an address or a number that is sure to be taken. */
const textMax = 256

/** As people write numbers: a plus, digits, and what groups them. ITU-T E.123 section 7. */
const phonePattern = /^\+?[0-9][0-9 ()./-]{3,}( ?(x|ext\.?) ?[0-9]+)?$/i

/** What is wrong with a person, by field; empty when nothing. Every text member is looked at. */
export function personProblems(person: Person): Record<string, string> {
  const problems: Record<string, string> = {}
  for (const [field, text] of Object.entries(person)) {
    if (typeof text !== 'string') continue
    if (text.length > textMax) problems[field] = `It can have at most ${textMax} characters.`
    else if (/\p{Cc}/u.test(text)) {
      problems[field] = 'Remove line breaks and other invisible characters.'
    }
  }
  if (person.email.trim() === '') problems.email ??= 'Type an e-mail address.'
  else problems.email ??= checkEmail(person.email).problem ?? ''
  if (problems.email === '') delete problems.email
  const phone = person.phone.trim()
  if (phone !== '' && !phonePattern.test(phone)) {
    problems.phone ??= 'This is no telephone number. Write it as +31 20 555 0142.'
  }
  return problems
}
