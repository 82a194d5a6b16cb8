import { badParameter } from '../errors.ts'
import { type JsonObject, optionalString } from '../json.ts'

/** Bytes of base64url, with or without padding; null when it is something else. */
export function readBase64Url(text: string): Buffer | null {
  const bare = text.replace(/={1,2}$/, '')
  return /^[\w-]*$/.test(bare) && bare.length % 4 !== 1 ? Buffer.from(bare, 'base64url') : null
}

/**
 * A member in base64url; undefined when not given. The texts are the service's (bruj0/vault-recovery-key
 * issue 20): content that cannot be read counts as absent too.
 */
export function optionalBytes(body: JsonObject, member: string): Buffer | undefined {
  const text = optionalString(body, member)
  if (text === undefined) return undefined
  const bytes = readBase64Url(text)
  if (!bytes) {
    throw badParameter(
      `Content of '${member}' is not base64url.\r\nProperty '${member}' is required.\r\n`,
    )
  }
  return bytes
}

export function requiredBytes(body: JsonObject, member: string): Buffer {
  const bytes = optionalBytes(body, member)
  if (!bytes || bytes.length === 0) throw required(member)
  return bytes
}

export function requiredString(body: JsonObject, member: string): string {
  const text = optionalString(body, member)
  if (text === undefined || text === '') throw required(member)
  return text
}

function required(member: string): Error {
  return badParameter(`Property '${member}' is required.\r\n`)
}
