import { type Asn1, expectTag, readOid, readSmallInteger, sequenceOf, TAG } from './der.ts'
import { type Der, integer, nullValue, octetString, oid, sameBytes, sequence } from './encode.ts'
import { malformed, X509Error } from './errors.ts'
import {
  isPkcs12Hash,
  type Pkcs12Hash,
  passwordForms,
  pkcs12Mac,
  SHA256_OID,
} from './pkcs12-kdf.ts'

/** The MAC under the password that protects a PKCS#12 file (RFC 7292 section 4). */
export interface Mac {
  readonly hash: Pkcs12Hash
  readonly digest: Uint8Array
  readonly salt: Uint8Array
  readonly iterations: number
}

/** Throws `X509Error` `malformed` for another MAC than PKCS#12's own. */
export function readMac(node: Asn1): Mac {
  const [info, salt, count] = sequenceOf(node, 'MAC', 2)
  const [algorithm, digest] = sequenceOf(info, 'MAC', 2)
  const hash = readOid(sequenceOf(algorithm, 'MAC', 1)[0], 'MAC')
  if (!isPkcs12Hash(hash)) throw malformed(`The MAC algorithm ${hash} is not supported.`)
  const iterations = count ? readSmallInteger(count, 'number of iterations') : 1
  if (iterations < 1) throw malformed('The number of iterations is zero.')
  return {
    hash,
    digest: expectTag(digest, TAG.octetString, 'MAC').content,
    salt: expectTag(salt, TAG.octetString, 'MAC').content,
    iterations,
  }
}

/** The form of the password under which the MAC is right. Throws `X509Error` `wrong-password`. */
export function verifyMac(mac: Mac, content: Uint8Array, password: string): Uint8Array {
  for (const form of passwordForms(password)) {
    if (sameBytes(pkcs12Mac({ ...mac, password: form }, content), mac.digest)) return form
  }
  throw wrongPassword(password)
}

/** A MAC with SHA-256 and a random salt. */
export function encodeMac(content: Uint8Array, password: string, iterations: number): Der {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const [form = new Uint8Array()] = passwordForms(password)
  const digest = pkcs12Mac({ hash: SHA256_OID, password: form, salt, iterations }, content)
  const algorithm = sequence(oid(SHA256_OID), nullValue())
  return sequence(sequence(algorithm, octetString(digest)), octetString(salt), integer(iterations))
}

export function wrongPassword(password: string, options?: ErrorOptions): X509Error {
  const message =
    password === ''
      ? 'The file is under a password. Enter it.'
      : 'The password does not open this file.'
  return new X509Error('wrong-password', message, options)
}
