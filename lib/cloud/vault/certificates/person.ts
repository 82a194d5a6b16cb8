import { invalidProperty } from '../errors.ts'
import { isObject, type JsonObject, optionalArray, optionalString } from '../json.ts'

/** More than a team has; the service's own bound is not documented. */
const maxPeople = 100

const maxText = 256

/** The objects of a list of people; undefined when the list is not given. */
export function readPeople(parent: JsonObject, member: string): JsonObject[] | undefined {
  const given = optionalArray(parent, member)
  if (given && given.length > maxPeople) throw invalidProperty()
  return given?.map((item) => {
    if (!isObject(item)) throw invalidProperty()
    return item
  })
}

/** Short text without control characters; undefined when not given. Throws the schema error. */
export function readWords(parent: JsonObject, member: string): string | undefined {
  const text = optionalString(parent, member)
  if (text !== undefined && (text.length > maxText || /\p{Cc}/u.test(text))) throw invalidProperty()
  return text
}

/** An address of the form `name@domain`; undefined when not given. Throws the schema error. */
export function readEmail(parent: JsonObject): string | undefined {
  const email = readWords(parent, 'email')
  if (email !== undefined && !/^[^\s@]+@[^\s@]+$/.test(email)) throw invalidProperty()
  return email
}
