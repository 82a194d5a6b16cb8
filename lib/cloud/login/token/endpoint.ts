import { badRequest, printable } from '../errors.ts'
import { formParameters, required } from '../parameters.ts'
import type { LoginServices, TokenCall } from '../services.ts'
import { authorizationCodeGrant } from './authorization-code.ts'
import { clientCredentialsGrant } from './client-credentials.ts'
import { onBehalfOfGrant } from './on-behalf-of.ts'
import { passwordGrant } from './password.ts'
import { refreshTokenGrant } from './refresh-token.ts'

type Grant = (login: LoginServices, call: TokenCall) => Promise<object>

const grants = new Map<string, Grant>([
  ['authorization_code', authorizationCodeGrant],
  ['refresh_token', refreshTokenGrant],
  ['client_credentials', clientCredentialsGrant],
  ['password', passwordGrant],
  ['urn:ietf:params:oauth:grant-type:jwt-bearer', onBehalfOfGrant],
])

/** `POST /{tenant}/oauth2/v2.0/token` and its v1 sibling; returns the body of the 200 answer. */
export async function redeemToken(
  login: LoginServices,
  request: Request,
  from: { version: TokenCall['version']; ipAddress: string; tenantName: string },
): Promise<object> {
  const parameters = withBasicClient(await formParameters(request), request)
  const grantType = required(parameters, 'grant_type')
  const grant = grants.get(grantType)
  if (!grant) {
    throw badRequest(
      70003,
      `The app requested an unsupported grant type '${printable(grantType)}'.`,
      'unsupported_grant_type',
    )
  }
  if (grantType === 'client_credentials' && from.tenantName === 'common') {
    throw badRequest(
      50059,
      'No tenant-identifying information found in either the request or implied by any provided ' +
        'credentials.',
      'invalid_request',
    )
  }
  return grant(login, { parameters, version: from.version, ipAddress: from.ipAddress })
}

/** RFC 6749 section 2.3.1: id and secret are form-encoded before they are joined and base64-encoded. */
function withBasicClient(
  parameters: ReadonlyMap<string, string>,
  request: Request,
): ReadonlyMap<string, string> {
  const [scheme, value] = (request.headers.get('authorization') ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'basic' || !value) return parameters
  const pair = Buffer.from(value, 'base64').toString('utf8')
  const at = pair.indexOf(':')
  if (at < 0) return parameters
  const [id, secret] = [pair.slice(0, at), pair.slice(at + 1)].map(formDecode)
  return new Map([...parameters, ['client_id', id ?? ''], ['client_secret', secret ?? '']])
}

function formDecode(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll('&', '%26')}`).get('v') ?? ''
}
