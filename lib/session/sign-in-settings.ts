/** What the browser needs to sign in: nothing secret. */
export interface SignInSettings {
  readonly clientId: string
  readonly tenantId: string
  readonly loginHost: string
  /** True on the embedded cloud: its endpoints are reached through our own origin. */
  readonly embedded: boolean
}

/** The scope of our own API, whose token begins the session. */
export function sessionScope(settings: SignInSettings): string {
  return `api://${settings.clientId}/access_as_user`
}

/** What `GET /api/session` adds to the session, so that pages renew without carrying settings. */
export interface SessionReply {
  readonly name: string
  readonly userPrincipalName: string
  readonly tokenExpiresAt: string
  readonly signIn: SignInSettings
}

/** State that comes back to the sign-in page after sign-out. */
export const signedOutState = 'signed-out'
