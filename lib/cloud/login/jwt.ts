import { sign, verify } from 'node:crypto'
import type { SigningKey } from './signing-key.ts'

/** A compact JWS, decoded and its signature checked. The claims are still to be judged. */
export interface Jwt {
  payload: Record<string, unknown>
}

export type JwtVerdict = Jwt | 'malformed' | 'signature'

/** Far above any token of ours; longer input is not worth a parse. */
const longestToken = 16_384

/** Strict base64url: what `Buffer.from` would silently skip is refused. RFC 7515 section 2. */
const part = /^[A-Za-z0-9_-]+$/

/** Signs on this thread: 0.3 ms, while the thread pool may be busy making RSA-4096 keys. */
export function signJwt(key: SigningKey, payload: object): string {
  // x5t beside kid, as Entra's v1 tokens have it; both name the same certificate.
  const header = { typ: 'JWT', alg: 'RS256', x5t: key.kid, kid: key.kid }
  const content = `${encode(header)}.${encode(payload)}`
  const signature = sign('RSA-SHA256', Buffer.from(content), key.privateKey)
  return `${content}.${signature.toString('base64url')}`
}

/**
 * Opens a token that this key signed. The algorithm is ours to choose, not the token's: anything but
 * RS256 under the known `kid` is refused, and so are headers that bring a key along or demand
 * extensions (RFC 8725 sections 3.1 and 3.5).
 */
export function openJwt(key: SigningKey, token: string): JwtVerdict {
  const parts = splitJwt(token)
  if (!parts) return 'malformed'
  const { header, payload, content, signature } = parts
  const foreign = ['jwk', 'jku', 'x5u', 'x5c', 'crit', 'b64', 'zip'].some((name) => name in header)
  if (foreign || (header.typ !== undefined && header.typ !== 'JWT')) return 'malformed'
  if (header.alg !== 'RS256' || header.kid !== key.kid) return 'signature'
  const isOurs = verify('RSA-SHA256', Buffer.from(content), key.publicKey, signature)
  return isOurs ? { payload } : 'signature'
}

/** A compact JWS taken apart; nothing of it is checked yet. */
export interface JwtParts {
  header: Record<string, unknown>
  payload: Record<string, unknown>
  /** What the signature is over. */
  content: string
  signature: Buffer
}

/** Null when the text is no compact JWS in the one canonical spelling. */
export function splitJwt(token: string): JwtParts | null {
  if (token.length > longestToken) return null
  const [head, body, seal, ...rest] = token.split('.')
  if (!head || !body || !seal || rest.length > 0) return null
  if (!part.test(head) || !part.test(body) || !part.test(seal)) return null
  const header = decode(head)
  const payload = decode(body)
  const signature = Buffer.from(seal, 'base64url')
  // The last character of base64url can carry spare bits: only the one canonical spelling counts.
  if (!header || !payload || signature.toString('base64url') !== seal) return null
  return { header, payload, content: `${head}.${body}`, signature }
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? { ...value }
      : null
  } catch {
    return null
  }
}
