import { badRequest, printable } from '../errors.ts'
import { required } from '../parameters.ts'
import { parseResource, parseScope } from '../scopes.ts'
import type { LoginServices, TokenCall } from '../services.ts'
import { tokenResponse } from '../tokens.ts'
import { identifyClient, requireProof } from './client.ts'

/** RFC 6749 section 4.4: the application acts for itself. */
export async function clientCredentialsGrant(
  login: LoginServices,
  call: TokenCall,
): Promise<object> {
  const caller = identifyClient(login, call)
  requireProof(caller, 7000216)
  return tokenResponse(login, call, {
    subject: { client: caller.client, user: null, clientProof: caller.proof },
    scope: readScope(login, call),
    nonce: null,
    refreshToken: null,
  })
}

function readScope(login: LoginServices, call: TokenCall) {
  const { id: tenantId } = login.tenant
  if (call.version === '1.0') {
    return parseResource(login.store, tenantId, required(call.parameters, 'resource'))
  }
  const scope = required(call.parameters, 'scope')
  if (!/^\S+\/\.default$/.test(scope.trim())) {
    throw badRequest(
      1002012,
      `The provided value for scope ${printable(scope)} is not valid. Client credential flows must have ` +
        'a scope value with /.default suffixed to the resource identifier (application ID URI).',
      'invalid_scope',
    )
  }
  return parseScope(login.store, tenantId, scope)
}
