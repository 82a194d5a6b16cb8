import { type DirectoryApplication, findApplication, isSecretOf } from '../directory.ts'
import { badClient, badRequest, unknownApplication } from '../errors.ts'
import { required } from '../parameters.ts'
import type { LoginServices, TokenCall } from '../services.ts'

/** The calling application, and whether it proved to be itself. */
export interface ClientCall {
  client: DirectoryApplication
  proof: '0' | '1'
}

/**
 * Reads who calls: `client_id` with `client_secret` in the body, or both in Basic authorization.
 * A secret that is sent must be right, also where none is needed.
 *
 * @throws LoginError 700016 unknown application, 7000215 wrong secret.
 */
export function identifyClient(login: LoginServices, call: TokenCall): ClientCall {
  const clientId = required(call.parameters, 'client_id')
  const client = findApplication(login.store, clientId)
  if (!client) throw unknownApplication(clientId, login.tenant.domain)
  if (call.parameters.get('client_assertion')) {
    throw badClient(
      700027,
      'The certificate with identifier used to sign the client assertion is not registered on ' +
        `application. Application '${client.clientId}' has no certificates here.`,
    )
  }
  const secret = call.parameters.get('client_secret')
  if (!secret) return { client, proof: '0' }
  if (!isSecretOf(login.store, client.clientId, secret)) throw wrongSecret(client.clientId)
  return { client, proof: '1' }
}

/** @throws LoginError 7000218, or 7000216 where the grant is for applications alone. */
export function requireProof(call: ClientCall, code: 7000216 | 7000218): void {
  if (call.proof === '1') return
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
