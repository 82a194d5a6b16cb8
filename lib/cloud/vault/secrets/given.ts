import { badParameter } from '../errors.ts'
import { type GivenTimes, readGivenTimes } from '../given-times.ts'
import { type JsonObject, optionalObject, optionalString } from '../json.ts'
import type { SecretVersionRow } from '../rows/secrets.ts'
import { readTags, type Tags } from '../tags.ts'

/*
 * Limits of a secret.
 * https://learn.microsoft.com/azure/key-vault/secrets/about-secrets
 */
const maxValueBytes = 25 * 1024
const maxContentType = 255
const maxTag = 512

/** What a body may say of a secret besides its value. */
export interface GivenSecret extends GivenTimes {
  contentType: string | undefined
  tags: Tags | undefined
}

/** Throws 400 `BadParameter`. */
export function readSecretBody(body: JsonObject): GivenSecret {
  const contentType = optionalString(body, 'contentType')
  if (contentType !== undefined && contentType.length > maxContentType) {
    throw badParameter(`The contentType of a secret may have up to ${maxContentType} characters.`)
  }
  return {
    ...readGivenTimes(optionalObject(body, 'attributes') ?? {}),
    contentType,
    tags: readTags(body, maxTag),
  }
}

/** The value as it is sealed. Throws 400 `BadParameter`, which does not repeat it. */
export function readSecretValue(body: JsonObject): Uint8Array {
  const value = optionalString(body, 'value')
  if (value === undefined) throw badParameter('The value of the secret is missing.')
  const bytes = Buffer.from(value)
  if (bytes.length > maxValueBytes) {
    throw badParameter(`The value of a secret may have up to ${maxValueBytes} bytes.`)
  }
  return bytes
}

/** The version with what the body says, at `updated` in epoch seconds. */
export function withGiven(
  row: SecretVersionRow,
  given: GivenSecret,
  updated: number,
): SecretVersionRow {
  return {
    ...row,
    enabled: given.enabled ?? row.enabled,
    nbf: given.nbf ?? row.nbf,
    exp: given.exp ?? row.exp,
    contentType: given.contentType ?? row.contentType,
    tags: given.tags ?? row.tags,
    updated,
  }
}
