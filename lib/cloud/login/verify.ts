/**
 * Claims of an access token that this cloud signed, v1 and v2 alike.
 * @see https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference
 */
export interface TokenClaims {
  aud: string
  iss: string
  tid: string
  /** Object id of the user or service principal: the id that policies and role assignments name. */
  oid: string
  sub: string
  /** Client id of the application that asked (`azp` in a v2 token). */
  appid: string
  /** How the client proved itself: `0` public, `1` secret, `2` certificate (`azpacr` in v2). */
  appidacr: string
  /** `app` when no user stands behind the token, else `user`. */
  idtyp: 'app' | 'user'
  upn?: string
  name?: string
  /** Object ids of the user's or service principal's groups. */
  groups?: string[]
  scp?: string
  roles?: string[]
  ipaddr?: string
  amr?: string[]
  ver: '1.0' | '2.0'
  uti: string
  /** Epoch seconds, real time. */
  exp: number
  nbf: number
  iat: number
}

/** Why a token is refused. The first check that fails decides, in the order given here. */
export type TokenFailure =
  | 'malformed'
  | 'signature'
  | 'expired'
  | 'not-yet-valid'
  | 'issuer'
  | 'audience'

export type TokenVerdict =
  | { ok: true; claims: TokenClaims }
  | {
      ok: false
      reason: TokenFailure
      /** The audience or issuer that the token names, for the 401 message. */
      found?: string
    }

/** Checks access tokens of this cloud's login service. Synchronous: one RSA verification. */
export interface TokenVerifier {
  /**
   * @param token the compact JWS, without `Bearer `
   * @param options.audiences exact `aud` values that the called service accepts
   */
  verify(token: string, options: { audiences: readonly string[] }): TokenVerdict
}
