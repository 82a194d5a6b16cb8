import { invalidProperty } from './errors.ts'
import { type JsonObject, optionalObject } from './json.ts'

export type Tags = Readonly<Record<string, string>>

/** https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates: 15 tags a version. */
const maxTags = 15
const defaultMaxLength = 256

/**
 * Reads `tags` of a body; undefined when not given. Throws the service's schema error.
 * @param maxLength of a tag's name and of its value, in characters; secrets allow more than the others
 */
export function readTags(body: JsonObject, maxLength = defaultMaxLength): Tags | undefined {
  const given = optionalObject(body, 'tags')
  if (!given) return undefined
  const entries = Object.entries(given)
  if (entries.length > maxTags) throw invalidProperty()
  const tags: Record<string, string> = {}
  for (const [key, value] of entries) {
    if (typeof value !== 'string') throw invalidProperty()
    if (key === '' || key.length > maxLength || value.length > maxLength) {
      throw invalidProperty()
    }
    // defineProperty: a tag named __proto__ is data, not the prototype.
    Object.defineProperty(tags, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    })
  }
  return tags
}
