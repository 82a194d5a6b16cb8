import { randomUUID } from 'node:crypto'
import type { DirectoryUser } from '../directory.ts'
import { issueRefreshToken, refreshLifetime } from '../grants.ts'
import { required } from '../parameters.ts'
import { parseResource, parseScope } from '../scopes.ts'
import type { LoginServices, TokenCall } from '../services.ts'
import { tokenResponse } from '../tokens.ts'
import type { ClientCall } from './client.ts'

/**
 * Tokens of a user who is known, for what the call asks, and a refresh token when it asks for that
 * too: the beginning of a family of grants.
 */
export async function grantUserTokens(
  login: LoginServices,
  call: TokenCall,
  { client, proof }: ClientCall,
  user: DirectoryUser,
): Promise<object> {
  const { parameters } = call
  const { id: tenantId } = login.tenant
  const scope =
    call.version === '1.0'
      ? parseResource(login.store, tenantId, required(parameters, 'resource'))
      : parseScope(login.store, tenantId, required(parameters, 'scope'))
  const grant = {
    family: randomUUID(),
    clientId: client.clientId,
    userId: user.objectId,
    scope: parameters.get('scope') ?? '',
  }
  const refreshToken = scope.offline
    ? await issueRefreshToken(login.store, grant, login.now(), refreshLifetime.other)
    : null
  const subject = { client, user, clientProof: proof }
  return tokenResponse(login, call, { subject, scope, nonce: null, refreshToken })
}
