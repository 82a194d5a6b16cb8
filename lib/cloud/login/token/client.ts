import { type DirectoryApplication, findApplication, isSecretOf } from '../directory.ts'
import { badClient, badRequest, unknownApplication } from '../errors.ts'
import { required } from '../parameters.ts'
import type { LoginServices, TokenCall } from '../services.ts'
import type { TokenSubject } from '../tokens.ts'
import { checkClientAssertion } from './client-assertion.ts'

/** The calling application, and whether it proved to be itself. */
export interface ClientCall {
  client: DirectoryApplication
  proof: TokenSubject['clientProof']
}

/**
 * Reads who calls: `client_id` with `client_secret` in the body, or both in Basic authorization, or
 * with a `client_assertion`. Proof that is sent must be right, also where none is needed.
 *
 * @throws LoginError 700016 unknown application, 7000215 wrong secret, those of an assertion.
 */
export function identifyClient(login: LoginServices, call: TokenCall): ClientCall {
  const clientId = required(call.parameters, 'client_id')
  const client = findApplication(login.store, clientId)
  if (!client) throw unknownApplication(clientId, login.tenant.domain)
  const assertion = call.parameters.get('client_assertion')
  if (assertion) {
    checkClientAssertion(login, call, client, assertion)
    return { client, proof: '2' }
  }
  const secret = call.parameters.get('client_secret')
  if (!secret) return { client, proof: '0' }
  if (!isSecretOf(login.store, client.clientId, secret)) throw wrongSecret(client.clientId)
  return { client, proof: '1' }
}

/** @throws LoginError 7000218, or 7000216 where the grant is for applications alone. */
export function requireProof(call: ClientCall, code: 7000216 | 7000218): void {
  if (call.proof !== '0') return
  throw code === 7000216
    ? badRequest(
        code,
        "'client_assertion', 'client_secret' or 'request' is required for the 'client_credentials' " +
          'grant type.',
        'invalid_client',
      )
    : badClient(
        code,
        "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
      )
}

function wrongSecret(clientId: string) {
  return badClient(
    7000215,
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret ' +
      `value, not the client secret ID, for a secret added to app '${clientId}'.`,
  )
}
