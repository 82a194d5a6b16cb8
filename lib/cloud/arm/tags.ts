import { isObject, type JsonObject } from '../vault/json.ts'
import { invalidContent } from './body.ts'
import { ArmError } from './errors.ts'

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations */
const limits = { count: 50, name: 512, value: 256 }

/** The member `tags` of a resource, or undefined when absent. */
export function readTags(body: JsonObject): Record<string, string> | undefined {
  const given = body.tags ?? undefined
  if (given === undefined) return undefined
  if (!isObject(given)) throw invalidContent("The value of 'tags' is not an object.")
  const entries = Object.entries(given).map(([name, value]): [string, string] => {
    if (typeof value === 'string') return [name, value]
    throw invalidContent(`The tag '${name}' is not a string.`)
  })
  if (entries.length > limits.count) {
    throw new ArmError(
      400,
      'InvalidTags',
      `The number of tags ${entries.length} exceeds the maximum of ${limits.count}.`,
    )
  }
  if (entries.some(([name, value]) => name.length > limits.name || value.length > limits.value)) {
    throw new ArmError(
      400,
      'InvalidTags',
      `A tag's name has at most ${limits.name} characters, and its value ${limits.value}.`,
    )
  }
  // fromEntries: a tag named __proto__ is data, not the prototype.
  return Object.fromEntries(entries)
}
