import { badGrant } from '../errors.ts'
import { rotateRefreshToken } from '../grants.ts'
import { required } from '../parameters.ts'
import { isPublicClient } from '../public-clients.ts'
import { parseResource, parseScope } from '../scopes.ts'
import type { LoginServices, TokenCall } from '../services.ts'
import { tokenResponse } from '../tokens.ts'
import { identifyClient, requireProof } from './client.ts'
import { userOfGrant } from './users.ts'

/** RFC 6749 section 6. The token may be exchanged for any resource that the user may use. */
export async function refreshTokenGrant(login: LoginServices, call: TokenCall): Promise<object> {
  const { parameters } = call
  const token = required(parameters, 'refresh_token')
  const caller = identifyClient(login, call)
  const needsNone = caller.client.spaRedirectUris.length > 0 || isPublicClient(caller.client)
  if (!needsNone) requireProof(caller, 7000218)
  const { id: tenantId } = login.tenant
  const resource = parameters.get('resource')
  const asked = parameters.get('scope')
  // Read before the token is used up: a wrong scope must not cost the user their sign-in.
  const askedScope =
    call.version === '1.0' && resource
      ? parseResource(login.store, tenantId, resource)
      : asked
        ? parseScope(login.store, tenantId, asked)
        : null

  const rotated = await rotateRefreshToken(login.store, token, caller.client.clientId, login.now())
  if (rotated === 'expired') {
    throw badGrant(700082, 'The refresh token has expired due to inactivity.')
  }
  if (rotated === 'unknown' || rotated === 'replayed') {
    throw badGrant(
      70000,
      'The provided grant is invalid or malformed. It was revoked, or issued to another client.',
    )
  }
  const { grant } = rotated
  return tokenResponse(login, call, {
    subject: {
      client: caller.client,
      user: userOfGrant(login, grant.userId),
      clientProof: caller.proof,
    },
    scope: askedScope ?? parseScope(login.store, tenantId, grant.scope),
    nonce: null,
    refreshToken: grant.refreshToken,
  })
}
