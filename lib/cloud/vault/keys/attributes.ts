import { invalidProperty } from '../errors.ts'
import { type JsonObject, optionalBoolean, optionalInteger, optionalObject } from '../json.ts'

/** What a body says of `attributes`; undefined where it says nothing. */
export interface GivenAttributes {
  enabled: boolean | undefined
  /** Epoch seconds. */
  nbf: number | undefined
  exp: number | undefined
  exportable: boolean | undefined
}

/** The end of the year 9999: later times are not dates. */
const lastSecond = 253_402_300_799

export function readKeyAttributes(body: JsonObject): GivenAttributes {
  const given = optionalObject(body, 'attributes') ?? {}
  return {
    enabled: optionalBoolean(given, 'enabled'),
    nbf: optionalTime(given, 'nbf'),
    exp: optionalTime(given, 'exp'),
    exportable: optionalBoolean(given, 'exportable'),
  }
}

function optionalTime(parent: JsonObject, member: string): number | undefined {
  const time = optionalInteger(parent, member)
  if (time !== undefined && (time < 0 || time > lastSecond)) throw invalidProperty()
  return time
}
