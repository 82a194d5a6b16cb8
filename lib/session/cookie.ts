import 'server-only'
import { isLoopbackHost } from './loopback.ts'
import { sessionLimits } from './sessions.ts'

/** Off loopback the `__Host-` prefix makes browsers insist on Secure, Path=/ and no Domain (RFC 6265bis). */
export function sessionCookieName(host: string | null): string {
  return isLoopbackHost(host) ? 'strongroom-session' : '__Host-strongroom-session'
}

export interface CookieAttributes {
  readonly httpOnly: true
  readonly sameSite: 'strict'
  readonly secure: boolean
  readonly path: '/'
  readonly maxAge: number
}

/** `maxAge` 0 takes the cookie away. */
export function sessionCookieAttributes(host: string | null, remove = false): CookieAttributes {
  return {
    httpOnly: true,
    sameSite: 'strict',
    secure: !isLoopbackHost(host),
    path: '/',
    maxAge: remove ? 0 : sessionLimits.absoluteMs / 1000,
  }
}
