import { parseForeign } from '../json-depth.ts'
import { isObject, type JsonObject } from '../vault/json.ts'
import { ArmError } from './errors.ts'

/**
 * Reads a request's content as a JSON object; no content is an empty one. Parses when asked, so that
 * a caller without the right learns nothing from what it sent.
 */
export function bodyReader(content: string): () => JsonObject {
  return () => {
    if (content.trim() === '') return {}
    let value: unknown
    try {
      value = parseForeign(content)
    } catch {
      throw invalidContent('The content is not valid JSON.')
    }
    if (!isObject(value)) throw invalidContent('The content is not a JSON object.')
    return value
  }
}

/**
 * The resource manager's refusal of content that does not fit the schema.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/common-deployment-errors
 */
export function invalidContent(why: string): ArmError {
  return new ArmError(
    400,
    'InvalidRequestContent',
    `The request content was invalid and could not be deserialized: '${why}'`,
  )
}

/*
 * Readers of optional members. Absent and `null` mean "not given"; a member of another type is
 * refused with its path.
 */

export function optionalObject(parent: JsonObject, member: string): JsonObject | undefined {
  const value = parent[member] ?? undefined
  if (value !== undefined && !isObject(value)) throw wrongType(member, 'an object')
  return value
}

export function optionalText(parent: JsonObject, member: string): string | undefined {
  const value = parent[member] ?? undefined
  if (value !== undefined && typeof value !== 'string') throw wrongType(member, 'a string')
  return value
}

export function optionalFlag(parent: JsonObject, member: string): boolean | undefined {
  const value = parent[member] ?? undefined
  if (value !== undefined && typeof value !== 'boolean') throw wrongType(member, 'a boolean')
  return value
}

export function optionalWhole(parent: JsonObject, member: string): number | undefined {
  const value = parent[member] ?? undefined
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw wrongType(member, 'an integer')
  }
  return value
}

/** An array of objects. */
export function optionalObjects(parent: JsonObject, member: string): JsonObject[] | undefined {
  const value = parent[member] ?? undefined
  if (value === undefined) return undefined
  if (!Array.isArray(value) || !value.every(isObject))
    throw wrongType(member, 'objects in an array')
  return value
}

/** An array of texts. */
export function optionalTexts(parent: JsonObject, member: string): string[] | undefined {
  const value = parent[member] ?? undefined
  if (value === undefined) return undefined
  if (!Array.isArray(value) || !value.every((one) => typeof one === 'string')) {
    throw wrongType(member, 'strings in an array')
  }
  return value
}

function wrongType(member: string, wanted: string): ArmError {
  return invalidContent(`The value of '${member}' is not ${wanted}.`)
}
