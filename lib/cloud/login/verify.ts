import { openJwt } from './jwt.ts'
import type { SigningKey } from './signing-key.ts'

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

export interface TokenVerifierOptions {
  key: SigningKey
  tenantId: string
  /** Real time in ms. Tokens do not live on the shifted clock: a shift would sign everybody out. */
  now?: () => number
}

/** Issuer of v1 tokens, of which `iss` and `tid` must name the same tenant. */
export function issuerV1(tenantId: string): string {
  return `https://sts.windows.net/${tenantId}/`
}

export function issuerV2(tenantId: string): string {
  return `https://login.microsoftonline.com/${tenantId}/v2.0`
}

/** How many tokens are remembered as properly signed: a client sends the same one with every call. */
const rememberedTokens = 1_000

export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const now = options.now ?? Date.now
  const signed = new Map<string, TokenClaims>()

  /** Signature and shape, which cannot change for the same bytes. Time and audience can. */
  function claimsOf(token: string): TokenClaims | 'malformed' | 'signature' {
    const known = signed.get(token)
    if (known) return known
    const jwt = openJwt(options.key, token)
    if (typeof jwt === 'string') return jwt
    const claims = accessTokenClaims(jwt.payload)
    if (!claims) return 'malformed'
    if (signed.size >= rememberedTokens) signed.clear()
    signed.set(token, claims)
    return claims
  }

  return {
    verify(token, { audiences }) {
      const claims = claimsOf(token)
      if (typeof claims === 'string') return { ok: false, reason: claims }
      const seconds = now() / 1_000
      if (claims.exp <= seconds) return { ok: false, reason: 'expired' }
      if (claims.nbf > seconds) return { ok: false, reason: 'not-yet-valid' }
      const expected = claims.ver === '1.0' ? issuerV1 : issuerV2
      if (claims.iss !== expected(options.tenantId)) {
        return { ok: false, reason: 'issuer', found: claims.iss }
      }
      if (claims.tid !== options.tenantId) {
        return { ok: false, reason: 'issuer', found: expected(claims.tid) }
      }
      if (!audiences.includes(claims.aud)) {
        return { ok: false, reason: 'audience', found: claims.aud }
      }
      return { ok: true, claims }
    },
  }
}

/** Null unless every claim that our access tokens have is there and of its type. */
function accessTokenClaims(payload: Record<string, unknown>): TokenClaims | null {
  const { aud, iss, tid, oid, sub, uti, ver, exp, nbf, iat } = payload
  const appid = payload.appid ?? payload.azp
  const appidacr = payload.appidacr ?? payload.azpacr
  if (!isText(aud) || !isText(iss) || !isText(tid) || !isText(oid) || !isText(sub)) return null
  // An id_token has neither appid nor azp, and so cannot stand in for an access token.
  if (!isText(appid) || !isText(appidacr) || !isText(uti)) return null
  if (ver !== '1.0' && ver !== '2.0') return null
  if (!isTime(exp) || !isTime(nbf) || !isTime(iat)) return null
  const optional = optionalClaims(payload)
  if (!optional) return null
  const idtyp = payload.idtyp === 'app' ? 'app' : 'user'
  return { aud, iss, tid, oid, sub, appid, appidacr, idtyp, ver, uti, exp, nbf, iat, ...optional }
}

function optionalClaims(payload: Record<string, unknown>): Partial<TokenClaims> | null {
  const found: Partial<TokenClaims> = {}
  for (const name of ['name', 'scp', 'ipaddr'] as const) {
    const value = payload[name]
    if (value === undefined) continue
    if (!isText(value)) return null
    found[name] = value
  }
  const upn = payload.upn ?? payload.preferred_username
  if (isText(upn)) found.upn = upn
  for (const name of ['groups', 'roles', 'amr'] as const) {
    const value = payload[name]
    if (value === undefined) continue
    if (!Array.isArray(value) || !value.every(isText)) return null
    found[name] = value
  }
  return found
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value)
}
