import { createHash } from 'node:crypto'
import type { Right } from './call.ts'
import { isObject, type JsonObject } from './json.ts'

/**
 * What the record of a successful call says about the object in its answer: kind, dates, thumbprints,
 * never a value. Lists and answers without an object have none.
 */
export function objectProperties(
  area: Right['area'],
  body: object | undefined,
): Record<string, unknown> {
  if (!isObject(body)) return {}
  switch (area) {
    case 'keys':
      return keyProperties(body)
    case 'secrets':
      return secretProperties(body)
    case 'certificates':
      return certificateProperties(body)
  }
}

function keyProperties({ key }: JsonObject): Record<string, unknown> {
  if (!isObject(key)) return {}
  const { kty, crv, n } = key
  const size = typeof n === 'string' ? bitsOf(n) : undefined
  return {
    keyProperties: {
      type: kty,
      ...(size === undefined ? {} : { size }),
      ...(crv === undefined ? {} : { curve: crv }),
    },
  }
}

function secretProperties({ id, contentType, attributes }: JsonObject): Record<string, unknown> {
  if (typeof id !== 'string' || !isObject(attributes)) return {}
  return contentType === undefined ? {} : { secretProperties: { type: contentType } }
}

function certificateProperties(body: JsonObject): Record<string, unknown> {
  const { cer, x5t, attributes, policy } = body
  if (typeof x5t !== 'string' || typeof cer !== 'string' || !isObject(attributes)) return {}
  const subject = isObject(policy) && isObject(policy.x509_props) && policy.x509_props.subject
  return {
    certificateProperties: {
      attributes: { enabled: attributes.enabled },
      ...(typeof subject === 'string' ? { subject } : {}),
      sha1: Buffer.from(x5t, 'base64url').toString('hex').toUpperCase(),
      sha256: createHash('sha256').update(cer, 'base64').digest('hex').toUpperCase(),
      ...dateOf('nbf', attributes.nbf),
      ...dateOf('exp', attributes.exp),
    },
  }
}

/** In the form of the service's records, `2024-04-08T15:09:12+00:00`. */
function dateOf(name: string, seconds: unknown): Record<string, string> {
  if (typeof seconds !== 'number') return {}
  return { [name]: new Date(seconds * 1_000).toISOString().replace('.000Z', '+00:00') }
}

/** Bits of an RSA modulus, which begins with a set bit. */
function bitsOf(modulus: string): number {
  return Buffer.byteLength(modulus, 'base64url') * 8
}
