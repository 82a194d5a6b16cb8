import 'server-only'
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'

/** 256 bits, twice what ASVS 7.2.3 asks of a session id. */
const cookieBytes = 32
const nonceBytes = 12
const tagBytes = 16

/** A new value for the session's cookie, base64url. */
export function newCookieValue(): string {
  return randomBytes(cookieBytes).toString('base64url')
}

/** The session's id in the store, or null when the value cannot be one of ours. */
export function sessionIdOf(cookie: string): string | null {
  if (!/^[A-Za-z0-9_-]{43}$/.test(cookie)) return null
  return createHash('sha256').update(cookie).digest('hex')
}

function keyOf(cookie: string, id: string): Buffer {
  // The cookie's value is the only key material: without a browser's cookie the store is opaque.
  return Buffer.from(hkdfSync('sha256', cookie, id, 'strongroom session', 32))
}

/** AES-256-GCM, bound to the session's id; base64. */
export function seal(text: string, cookie: string, id: string): string {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', keyOf(cookie, id), nonce)
  cipher.setAAD(Buffer.from(id))
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64')
}

/** The reverse of `seal`. Throws when anything was changed. */
export function unseal(sealed: string, cookie: string, id: string): string {
  const bytes = Buffer.from(sealed, 'base64')
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyOf(cookie, id),
    bytes.subarray(0, nonceBytes),
    {
      authTagLength: tagBytes,
    },
  )
  decipher.setAAD(Buffer.from(id))
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes))
  const body = bytes.subarray(nonceBytes + tagBytes)
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
}
