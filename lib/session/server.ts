import 'server-only'
import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { paths } from '#lib/base/paths.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { theConsole } from '#lib/runtime/services.ts'
import { type Caller, hasRole, roleMissing } from './caller.ts'
import { sessionCookieName } from './cookie.ts'
import type { Role } from './roles.ts'
import type { OpenSession } from './sessions.ts'

/** The value of the session's cookie in this request. */
export async function sessionCookie(): Promise<string | undefined> {
  const host = (await headers()).get('host')
  return (await cookies()).get(sessionCookieName(host))?.value
}

/** The session of this request, read once however often a page asks; null when there is none. */
export const currentSession = cache(async (): Promise<OpenSession | null> => {
  const { sessions } = await theConsole()
  return sessions.read(await sessionCookie())
})

/** The caller of a route or an action. Throws `FailureError` signed-out. */
export async function callerOrThrow(): Promise<Caller> {
  const session = await currentSession()
  if (session === null) throw new FailureError(signedOut)
  return session.caller
}

export type PageAccess =
  | { readonly ok: true; readonly session: OpenSession; readonly caller: Caller }
  | { readonly ok: false; readonly session: OpenSession; readonly failure: Failure }

/**
 * The gate of a page: `const access = await requireCaller('SecurityOperations')`. Without a session it
 * leads to sign-in and back here (`proxy.ts` tells the path); without the role it returns the failure to
 * show. Layouts do not run again on each navigation, so every page calls it itself.
 */
export async function requireCaller(...roles: readonly [Role, ...Role[]]): Promise<PageAccess> {
  const session = await requireSession()
  const { caller } = session
  if (!hasRole(caller, ...roles)) return { ok: false, session, failure: roleMissing(roles) }
  return { ok: true, session, caller }
}

/** The session of a page that any signed-in person may see; leads to sign-in when there is none. */
export async function requireSession(): Promise<OpenSession> {
  const session = await currentSession()
  if (session !== null) return session
  const returnTo = (await headers()).get('x-strongroom-path') ?? undefined
  const had = (await sessionCookie()) !== undefined
  redirect(
    paths.signIn({
      ...(returnTo === undefined ? {} : { returnTo }),
      ...(had ? { reason: 'expired' as const } : {}),
    }),
  )
}

export const signedOut: Failure = {
  code: 'signed-out',
  status: 401,
  title: 'You are signed out',
  detail: 'There is no session, or it has ended.',
  nextStep: 'Sign in; you come back to this page.',
}
