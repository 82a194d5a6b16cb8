import { objectNameProblem } from '../object-name.ts'
import { type Person, personProblems } from '../person.ts'
import { findProvider, providerIds } from './providers.ts'

/** Somebody of the organisation whom a CA may ask; empty members are not sent. */
export interface Administrator extends Person {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
  readonly phone: string
}

/** An issuer as somebody types it. */
export interface IssuerDraft {
  readonly name: string
  readonly provider: string
  readonly accountId: string
  /** Empty where an issuer keeps the one it has. */
  readonly credential: string
  readonly organizationId: string
  readonly administrators: readonly Administrator[]
  readonly enabled: boolean
}

/** Longest text of one member that is sure to be taken; a password may be longer. */
export const issuerTextMax = 256
export const credentialMax = 1024
export const administratorsMax = 20

/**
 * What is wrong with the name of an issuer; null when it is fine. `Self` and `Unknown` mean something else
 * in a policy: https://learn.microsoft.com/azure/key-vault/certificates/about-certificates#certificate-issuer
 */
export function issuerNameProblem(name: string): string | null {
  if (name === '') return 'Give the issuer a name.'
  if (/^(self|unknown)$/i.test(name)) {
    return `The vault keeps the name ${name} for itself. Choose another, such as the name of the CA.`
  }
  return objectNameProblem(name)
}

/** True when both name the same issuer: the service matches names without regard to case. */
export function sameIssuer(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one.toLowerCase() === other.toLowerCase()
}

/**
 * All that is wrong with a draft, by the path of its field (`administrators.0.email`); empty when the CA
 * can work with it. A new issuer needs a credential; an existing one keeps its own.
 */
export function issuerProblems(
  draft: IssuerDraft,
  { isNew }: { isNew: boolean },
): Record<string, string> {
  const problems: Record<string, string> = {}
  const at = (path: string, message: string | null) => {
    if (message !== null) problems[path] = message
  }
  const provider = findProvider(draft.provider)
  if (isNew) {
    at('name', issuerNameProblem(draft.name))
    if (provider === null) at('provider', `Choose ${providerIds.join(' or ')}.`)
  }
  at('accountId', textProblem(draft.accountId))
  if (draft.accountId.trim() === '') {
    at('accountId', `Type the ${inSentence(provider?.accountLabel ?? 'Account ID')}.`)
  }
  if (isNew && draft.credential === '') {
    at('credential', `Type the ${inSentence(provider?.credentialLabel ?? 'Password')}.`)
  }
  if (draft.credential.length > credentialMax) {
    at('credential', `It can have at most ${credentialMax} characters.`)
  }
  at('organizationId', textProblem(draft.organizationId))
  if (provider?.organizationRequired && draft.organizationId.trim() === '') {
    at('organizationId', `${provider.id} issues for an organisation. Type its ID.`)
  }
  Object.assign(problems, administratorProblems(draft))
  return problems
}

function administratorProblems({
  provider: name,
  administrators,
}: IssuerDraft): Record<string, string> {
  const provider = findProvider(name)
  const problems: Record<string, string> = {}
  if (administrators.length > administratorsMax) {
    problems.administrators = `At most ${administratorsMax} administrators.`
  }
  if (provider?.administratorRequired && administrators.length === 0) {
    problems.administrators = `${provider.id} wants somebody to ask. Add an administrator.`
  }
  administrators.forEach((one, index) => {
    const found = personProblems(one)
    if (provider?.administratorRequired) {
      if (one.firstName.trim() === '') found.firstName ??= 'Type the first name.'
      if (one.lastName.trim() === '') found.lastName ??= 'Type the last name.'
      if (one.phone.trim() === '') found.phone ??= 'Type a telephone number.'
    }
    for (const [field, message] of Object.entries(found)) {
      problems[`administrators.${index}.${field}`] = message
    }
  })
  return problems
}

/** What is wrong with one line of text for the vault; null when nothing. */
export function textProblem(text: string): string | null {
  if (text.length > issuerTextMax) return `It can have at most ${issuerTextMax} characters.`
  return /\p{Cc}/u.test(text) ? 'Remove line breaks and other invisible characters.' : null
}

/** A label inside a sentence: `account ID`, `API key`. */
export function inSentence(label: string): string {
  return /^[A-Z]{2}/.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
}
