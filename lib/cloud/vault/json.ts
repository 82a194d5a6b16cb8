import { invalidProperty } from './errors.ts'

/** A JSON object whose members are not checked yet. */
export type JsonObject = { readonly [member: string]: unknown }

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/*
 * Readers of optional members. Absent and `null` mean "not given" everywhere in Key Vault's bodies;
 * a member of another type is the service's schema error.
 */

export function optionalObject(parent: JsonObject, member: string): JsonObject | undefined {
  const value = parent[member] ?? undefined
  if (value !== undefined && !isObject(value)) throw invalidProperty()
  return value
}

export function optionalString(parent: JsonObject, member: string): string | undefined {
  const value = parent[member] ?? undefined
  if (value !== undefined && typeof value !== 'string') throw invalidProperty()
  return value
}

export function optionalBoolean(parent: JsonObject, member: string): boolean | undefined {
  const value = parent[member] ?? undefined
  if (value !== undefined && typeof value !== 'boolean') throw invalidProperty()
  return value
}

export function optionalInteger(parent: JsonObject, member: string): number | undefined {
  const value = parent[member] ?? undefined
  if (value === undefined) return undefined
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw invalidProperty()
  return value
}

export function optionalStrings(parent: JsonObject, member: string): string[] | undefined {
  const value = optionalArray(parent, member)
  return value?.map((item) => {
    if (typeof item !== 'string') throw invalidProperty()
    return item
  })
}

export function optionalArray(parent: JsonObject, member: string): unknown[] | undefined {
  const value = parent[member] ?? undefined
  if (value !== undefined && !Array.isArray(value)) throw invalidProperty()
  return value
}
