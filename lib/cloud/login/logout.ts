import { findUser, listApplications } from './directory.ts'
import { revokeGrants } from './grants.ts'
import { openJwt } from './jwt.ts'
import { signedOutPage } from './pages/messages.ts'
import type { LoginServices } from './services.ts'

/**
 * RP-initiated logout (OpenID Connect RP-Initiated Logout 1.0 section 2). With an `id_token_hint` the
 * refresh tokens of that user and client end. The browser goes on only to a URI registered for an
 * application, compared exactly; anything else stays on our page.
 */
export async function signOut(
  login: LoginServices,
  parameters: ReadonlyMap<string, string>,
): Promise<Response> {
  await revokeByHint(login, parameters.get('id_token_hint'))
  const target = parameters.get('post_logout_redirect_uri')
  const isKnown = listApplications(login.store).some(
    (app) =>
      target !== undefined &&
      (app.spaRedirectUris.includes(target) || app.webRedirectUris.includes(target)),
  )
  if (target === undefined || !isKnown) return signedOutPage()
  const location = new URL(target)
  const state = parameters.get('state')
  if (state !== undefined) location.searchParams.set('state', state)
  return new Response(null, { status: 303, headers: { location: location.href } })
}

/** The hint may be expired, as the standard allows, but must be signed by us. */
async function revokeByHint(login: LoginServices, hint: string | undefined): Promise<void> {
  if (!hint) return
  const token = openJwt(login.key, hint)
  if (typeof token === 'string') return
  const { oid, aud } = token.payload
  if (typeof oid !== 'string' || typeof aud !== 'string') return
  if (findUser(login.store, oid)) await revokeGrants(login.store, oid, aud)
}
