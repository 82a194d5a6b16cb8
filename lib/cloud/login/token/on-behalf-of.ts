import { badGrant, badRequest } from '../errors.ts'
import { required } from '../parameters.ts'
import type { LoginServices, TokenCall } from '../services.ts'
import type { TokenVerdict } from '../verify.ts'
import { identifyClient, requireProof } from './client.ts'
import { grantUserTokens } from './user-tokens.ts'
import { userOfGrant } from './users.ts'

/**
 * An API trades the token that a user's client sent it for a token of the same user at another
 * resource. The assertion must have been issued for the calling API itself.
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow
 */
export async function onBehalfOfGrant(login: LoginServices, call: TokenCall): Promise<object> {
  const { parameters } = call
  const assertion = required(parameters, 'assertion')
  if (required(parameters, 'requested_token_use') !== 'on_behalf_of') {
    throw badRequest(
      70003,
      "The app requested an unsupported value for the parameter 'requested_token_use'.",
      'invalid_request',
    )
  }
  const caller = identifyClient(login, call)
  requireProof(caller, 7000218)
  const { clientId } = caller.client
  const verdict = login.tokens.verify(assertion, { audiences: [clientId, `api://${clientId}`] })
  if (!verdict.ok) throw refusal(verdict, clientId)
  if (verdict.claims.idtyp === 'app' || !verdict.claims.scp) {
    throw badGrant(
      7000114,
      `Application '${verdict.claims.appid}' is not allowed to make application on-behalf-of calls.`,
    )
  }
  const user = userOfGrant(login, verdict.claims.oid)
  return grantUserTokens(login, call, caller, user)
}

function refusal(verdict: Extract<TokenVerdict, { ok: false }>, clientId: string) {
  switch (verdict.reason) {
    case 'expired':
    case 'not-yet-valid':
      return badGrant(
        500133,
        'Assertion is not within its valid time range. Ensure that the access token is not expired before using it for user assertion, or request a new token.',
      )
    case 'audience':
      return badGrant(
        500131,
        'Assertion audience does not match the Client app presenting the assertion. The audience in the ' +
          `assertion was '${verdict.found ?? ''}' and the expected audience is '${clientId}' or one of ` +
          `the Application Uris of this application with App ID '${clientId}'.`,
      )
    case 'malformed':
      return badGrant(50027, 'JWT token is invalid or malformed.')
    case 'issuer':
    case 'signature':
      return badGrant(
        50013,
        'Assertion failed signature validation. [Reason - The key was not found.]',
      )
  }
}
