import { createHash, timingSafeEqual } from 'node:crypto'
import { badClient, badGrant, badRequest } from '../errors.ts'
import { type CodeGrant, issueRefreshToken, redeemCode, refreshLifetime } from '../grants.ts'
import { required } from '../parameters.ts'
import { parseResource, parseScope } from '../scopes.ts'
import type { LoginServices, TokenCall } from '../services.ts'
import { tokenResponse } from '../tokens.ts'
import { type ClientCall, identifyClient, requireProof } from './client.ts'
import { userOfGrant } from './users.ts'

/** RFC 6749 section 4.1.3 with PKCE, RFC 7636 section 4.5. */
export async function authorizationCodeGrant(
  login: LoginServices,
  call: TokenCall,
): Promise<object> {
  const { parameters } = call
  const code = required(parameters, 'code')
  const redirectUri = required(parameters, 'redirect_uri')
  const caller = identifyClient(login, call)
  const isSpa = caller.client.spaRedirectUris.includes(redirectUri)
  if (!isSpa) requireProof(caller, 7000218)

  const redeemed = await redeemCode(login.store, code, login.now())
  if (redeemed === 'unknown') {
    throw badRequest(9002313, 'Invalid request. Request is malformed or invalid.', 'invalid_grant')
  }
  if (redeemed === 'replayed') {
    throw badGrant(
      54005,
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    )
  }
  if (redeemed === 'expired') {
    throw badGrant(
      70008,
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
    )
  }
  const { grant } = redeemed
  checkBinding(grant, caller, redirectUri)
  checkVerifier(grant, parameters.get('code_verifier'))

  const user = userOfGrant(login, grant.userId)
  const { id: tenantId } = login.tenant
  const resource = parameters.get('resource')
  const scope =
    call.version === '1.0' && resource
      ? parseResource(login.store, tenantId, resource)
      : parseScope(login.store, tenantId, grant.scope)
  const refreshToken = scope.offline
    ? await issueRefreshToken(
        login.store,
        grant,
        login.now(),
        isSpa ? refreshLifetime.spa : refreshLifetime.other,
      )
    : null
  return tokenResponse(login, call, {
    subject: { client: caller.client, user, clientProof: caller.proof },
    scope,
    nonce: grant.nonce,
    refreshToken,
  })
}

function checkBinding(grant: CodeGrant, { client }: ClientCall, redirectUri: string): void {
  if (grant.clientId !== client.clientId) {
    throw badGrant(
      70000,
      'The provided value for the code is not valid. It was issued to another client.',
    )
  }
  if (grant.redirectUri === redirectUri) return
  throw badClient(
    500112,
    'The reply address does not match the reply address provided when requesting Authorization code.',
  )
}

function checkVerifier(grant: CodeGrant, verifier: string | undefined): void {
  if (grant.challenge === null && verifier === undefined) return
  if (
    grant.challenge === null ||
    verifier === undefined ||
    !isVerifierOf(grant.challenge, verifier)
  ) {
    throw badGrant(
      501481,
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    )
  }
}

/** RFC 7636 section 4.6 for S256; the verifier has 43 to 128 unreserved characters (section 4.1). */
function isVerifierOf(challenge: string, verifier: string): boolean {
  if (!/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false
  const computed = createHash('sha256').update(verifier).digest()
  const expected = Buffer.from(challenge, 'base64url')
  return computed.length === expected.length && timingSafeEqual(computed, expected)
}
