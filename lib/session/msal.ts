'use client'

import {
  CacheLookupPolicy,
  type Configuration,
  createStandardPublicClientApplication,
  type IPublicClientApplication,
  ProtocolMode,
} from '@azure/msal-browser'
import { type SignInSettings, sessionScope, signedOutState } from './sign-in-settings.ts'

/** Loaded by dynamic import only: MSAL is 83 kB that no page but sign-in needs at first. */

let made: Promise<IPublicClientApplication> | null = null

/** The one MSAL client of this browser page. */
export function msalFor(settings: SignInSettings): Promise<IPublicClientApplication> {
  made ??= createStandardPublicClientApplication(configuration(settings))
  return made
}

function configuration(settings: SignInSettings): Configuration {
  const { clientId, tenantId, loginHost, embedded } = settings
  const authority = `https://${loginHost}/${tenantId}`
  const origin = window.location.origin
  const redirectUri = `${origin}/sign-in`
  return {
    auth: {
      clientId,
      authority,
      redirectUri,
      postLogoutRedirectUri: redirectUri,
      knownAuthorities: [loginHost],
      ...(embedded ? { authorityMetadata: embeddedMetadata(settings, origin) } : {}),
    },
    cache: { cacheLocation: 'sessionStorage' },
    // In AAD mode MSAL would rewrite the first segment of the endpoints' paths to the tenant.
    system: { protocolMode: embedded ? ProtocolMode.OIDC : ProtocolMode.AAD },
  }
}

/** The endpoints of the embedded cloud as our own origin forwards them. */
function embeddedMetadata({ tenantId, loginHost }: SignInSettings, origin: string): string {
  const endpoints = `${origin}/embedded/login/${tenantId}`
  return JSON.stringify({
    issuer: `https://${loginHost}/${tenantId}/v2.0`,
    authorization_endpoint: `${endpoints}/oauth2/v2.0/authorize`,
    token_endpoint: `${endpoints}/oauth2/v2.0/token`,
    end_session_endpoint: `${endpoints}/oauth2/v2.0/logout`,
    jwks_uri: `${endpoints}/discovery/v2.0/keys`,
  })
}

/**
 * A new access token without asking the user: by the refresh token of this browser tab, never by a hidden
 * frame, which our `frame-ancestors 'none'` would block. Null when this tab has none; rejects when Entra
 * refuses it or cannot be reached.
 */
export async function freshToken(settings: SignInSettings): Promise<string | null> {
  const client = await msalFor(settings)
  const [account] = client.getAllAccounts()
  if (account === undefined) return null
  const result = await client.acquireTokenSilent({
    account,
    scopes: [sessionScope(settings)],
    forceRefresh: true,
    cacheLookupPolicy: CacheLookupPolicy.RefreshToken,
  })
  return result.accessToken
}

/** Ends the sign-in at the login service and forgets every token of this tab. Leaves the page. */
export async function leave(settings: SignInSettings): Promise<void> {
  const client = await msalFor(settings)
  const [account] = client.getAllAccounts()
  await client.logoutRedirect({
    state: signedOutState,
    ...(account && { account }),
    // Tells the login service whose refresh tokens to end.
    ...(account?.idToken === undefined ? {} : { idTokenHint: account.idToken }),
  })
}
