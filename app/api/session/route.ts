import { cookies } from 'next/headers'
import * as z from 'zod'
import { FailureError } from '#lib/domain/failure-error.ts'
import { publicFailure } from '#lib/runtime/failures.ts'
import { assertOwn, json, jsonBody, privateHeaders, problem } from '#lib/runtime/route.ts'
import { type Console, theConsole } from '#lib/runtime/services.ts'
import { sessionCookieAttributes, sessionCookieName } from '#lib/session/cookie.ts'
import { callerOrThrow, currentSession, sessionCookie, signedOut } from '#lib/session/server.ts'

const body = z.object({ token: z.string().min(1).max(32_768), renew: z.boolean().optional() })

async function guarded(
  method: string,
  answer: (parts: Console) => Promise<Response>,
): Promise<Response> {
  const parts = await theConsole()
  try {
    return await answer(parts)
  } catch (error) {
    return problem(publicFailure(error, parts.log, { method, path: '/api/session' }))
  }
}

/** Who is signed in. */
export function GET(): Promise<Response> {
  return guarded('GET', async ({ env, cloud }) => {
    await callerOrThrow()
    const session = await currentSession()
    const { clientId, tenantId, embedded } = env
    const signIn = { clientId, tenantId, embedded, loginHost: cloud.loginHost }
    return json({ ...session?.info, signIn })
  })
}

/** Begins a session with the user's access token, or with `renew` puts a newer token into this one. */
export function POST(request: Request): Promise<Response> {
  return guarded('POST', async ({ sessions }) => {
    const sent = body.safeParse(await jsonBody(request).catch(() => null))
    // Without a token there is nobody to begin a session for.
    if (!sent.success) throw new FailureError(signedOut)
    assertOwn(request)
    const { token, renew } = sent.data
    const before = await sessionCookie()
    if (renew) {
      const renewed = await sessions.renew(before, token)
      if (renewed === null) throw new FailureError(signedOut)
      return json(renewed.info)
    }
    const { cookie, session } = await sessions.begin(token, before)
    const host = request.headers.get('host')
    const jar = await cookies()
    jar.set(sessionCookieName(host), cookie, sessionCookieAttributes(host))
    return json(session.info, 201)
  })
}

/** Ends the session here and now; the cookie goes too. */
export function DELETE(request: Request): Promise<Response> {
  return guarded('DELETE', async ({ sessions, tokens }) => {
    const caller = await callerOrThrow()
    assertOwn(request)
    tokens.forget(caller.sessionId)
    await sessions.end(await sessionCookie())
    const host = request.headers.get('host')
    const jar = await cookies()
    jar.set(sessionCookieName(host), '', sessionCookieAttributes(host, true))
    return new Response(null, { status: 204, headers: privateHeaders })
  })
}
