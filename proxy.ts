import { type NextRequest, NextResponse } from 'next/server'
import { contentSecurityPolicy, fixedHeaders, quietPolicy } from '#lib/runtime/security-headers.ts'
import { isLoopbackHost } from '#lib/session/loopback.ts'

/**
 * Headers for every answer, and the path for the sign-in page to come back to. No lock stands here: a
 * proxy has been walked around before (CVE-2025-29927, CVE-2026-44573); locks are in pages, routes and verbs.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl
  const host = request.headers.get('host')
  // The embedded sign-in asks for no password: a page of another site must not reach it under a DNS name
  // that it has pointed at this machine. RFC 9110 section 15.5.20.
  if (process.env.STRONGROOM_EMBEDDED === '1' && !isLoopbackHost(host)) {
    const headers = { ...fixedHeaders, 'content-security-policy': quietPolicy }
    return new NextResponse('This host is not served here.', { status: 421, headers })
  }
  const isLogin = pathname.startsWith('/embedded/login/')
  const isPage = !isLogin && !/^\/(api|_next)\//.test(pathname)
  const nonce = crypto.randomUUID().replaceAll('-', '')
  const policy = isPage
    ? contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development')
    : quietPolicy

  const forwarded = new Headers(request.headers)
  // Set here and nowhere else: a client that sends them must not be believed.
  forwarded.delete('x-strongroom-path')
  forwarded.delete('x-nonce')
  forwarded.delete('content-security-policy')
  if (isPage) {
    forwarded.set('x-strongroom-path', pathname + search)
    forwarded.set('x-nonce', nonce)
    // Next.js takes the nonce for its own scripts from here.
    forwarded.set('content-security-policy', policy)
  }
  const response = NextResponse.next({ request: { headers: forwarded } })
  for (const [name, value] of Object.entries(fixedHeaders)) response.headers.set(name, value)
  // The pages of the embedded login bring a policy of their own.
  if (!isLogin) response.headers.set('content-security-policy', policy)
  if (!isLoopbackHost(host)) {
    response.headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains')
  }
  return response
}
