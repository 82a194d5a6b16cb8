import 'server-only'
import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import type { AzureCloud } from '#lib/azure/clouds.ts'
import { type Transport, TransportError } from '#lib/azure/transport.ts'
import type { Clock } from '#lib/base/clock.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { type Role, readRoles } from './roles.ts'

/** What the console takes from a token that it has checked. */
export interface VerifiedToken {
  readonly raw: string
  readonly userId: string
  readonly tenantId: string
  readonly name: string
  readonly userPrincipalName: string
  readonly roles: readonly Role[]
  readonly expiresAt: Date
}

/** Checks an access token for this console. Throws `FailureError` signed-out, or unreachable. */
export type VerifyToken = (token: string) => Promise<VerifiedToken>

export interface VerifyOptions {
  readonly cloud: AzureCloud
  readonly tenantId: string
  readonly clientId: string
  readonly clock: Clock
  readonly keys: JWTVerifyGetKey
}

/** Seconds that our clock and Entra's may differ; its own libraries allow five minutes. */
const skewSeconds = 60

/** The tenant's signing keys, fetched when a new key id appears and at most twice a minute. */
export function tenantKeys(
  transport: Transport,
  cloud: AzureCloud,
  tenantId: string,
): JWTVerifyGetKey {
  const url = new URL(`https://${cloud.loginHost}/${tenantId}/discovery/v2.0/keys`)
  return createRemoteJWKSet(url, {
    cooldownDuration: 30_000,
    [customFetch]: async (address) => {
      const answer = await transport.request(cloud.loginHost, { url: address, method: 'GET' })
      return new Response(answer.text, { status: answer.status })
    },
  })
}

/**
 * An access token of the v2.0 or v1.0 endpoint for our own API, given to our own page for a person:
 * https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens.
 * An ID token has the same audience but no `scp`; a token of another application has another `azp`.
 */
export function createTokenVerifier(options: VerifyOptions): VerifyToken {
  const { cloud, tenantId, clientId, clock, keys } = options
  const issuer = [
    `https://${cloud.loginHost}/${tenantId}/v2.0`,
    // The v1.0 issuer has its own host in each cloud but one form: sts.<windows|chinacloudapi>.
    `https://${cloud.loginHost.endsWith('.cn') ? 'sts.chinacloudapi.cn' : 'sts.windows.net'}/${tenantId}/`,
  ]
  return async (token) => {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ['RS256'],
      audience: [clientId, `api://${clientId}`],
      issuer,
      clockTolerance: skewSeconds,
      currentDate: clock.now(),
      requiredClaims: ['exp', 'oid', 'tid', 'scp'],
    }).catch((error: unknown) => {
      throw refused(error)
    })
    const party = payload.azp ?? payload.appid
    const scopes = text(payload.scp).split(' ')
    const ours =
      payload.tid === tenantId &&
      payload.idtyp !== 'app' &&
      party === clientId &&
      scopes.includes('access_as_user')
    if (!ours || payload.exp === undefined) throw signedOut('It was not made for this console.')
    const userPrincipalName = text(payload.preferred_username) || text(payload.upn)
    return {
      raw: token,
      userId: text(payload.oid),
      tenantId,
      name: text(payload.name) || userPrincipalName,
      userPrincipalName,
      roles: readRoles(payload.roles),
      expiresAt: new Date(payload.exp * 1000),
    }
  }
}

function text(claim: unknown): string {
  return typeof claim === 'string' ? claim : ''
}

function refused(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return signedOut('It has expired.', error)
  if (error instanceof TransportError || error instanceof errors.JWKSTimeout) {
    return keysUnreachable(error)
  }
  if (error instanceof errors.JOSEError) {
    // A key set that cannot be fetched is also a plain JOSEError, with this message.
    if (/Expected 200 OK/.test(error.message)) return keysUnreachable(error)
    return signedOut('It is not one that Entra made for this console.', error)
  }
  return error
}

function keysUnreachable(cause: Error): FailureError {
  return new FailureError(
    {
      code: 'unreachable',
      status: 503,
      title: 'The sign-in cannot be checked now',
      detail: 'The keys of your tenant could not be fetched from Entra.',
      nextStep: 'Wait a moment and try again.',
    },
    { cause },
  )
}

function signedOut(why: string, cause?: Error): FailureError {
  return new FailureError(
    {
      code: 'signed-out',
      status: 401,
      title: 'The sign-in was not accepted',
      detail: `The token that came with it does not hold. ${why}`,
      nextStep: 'Sign in again.',
    },
    cause === undefined ? {} : { cause },
  )
}
