import { invalidProperty } from './errors.ts'
import { type JsonObject, optionalBoolean, optionalInteger } from './json.ts'

/** The switch and the dates that a body may give a version; undefined where it says nothing. */
export interface GivenTimes {
  enabled: boolean | undefined
  /** Epoch seconds. */
  nbf: number | undefined
  exp: number | undefined
}

/** The end of the year 9999: later times are not dates. */
const lastSecond = 253_402_300_799

/** Reads them from the member `attributes` of a key or secret. */
export function readGivenTimes(attributes: JsonObject): GivenTimes {
  return {
    enabled: optionalBoolean(attributes, 'enabled'),
    nbf: optionalTime(attributes, 'nbf'),
    exp: optionalTime(attributes, 'exp'),
  }
}

function optionalTime(parent: JsonObject, member: string): number | undefined {
  const time = optionalInteger(parent, member)
  if (time !== undefined && (time < 0 || time > lastSecond)) throw invalidProperty()
  return time
}
