import { type GivenTimes, readGivenTimes } from '../given-times.ts'
import { type JsonObject, optionalBoolean, optionalObject } from '../json.ts'

/** What a body says of `attributes`; undefined where it says nothing. */
export interface GivenAttributes extends GivenTimes {
  exportable: boolean | undefined
}

export function readKeyAttributes(body: JsonObject): GivenAttributes {
  const given = optionalObject(body, 'attributes') ?? {}
  return { ...readGivenTimes(given), exportable: optionalBoolean(given, 'exportable') }
}
