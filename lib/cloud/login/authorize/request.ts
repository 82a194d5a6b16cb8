import { type DirectoryApplication, findApplication } from '../directory.ts'
import { badRequest, LoginError, printable, unknownApplication } from '../errors.ts'
import { required } from '../parameters.ts'
import { parseResource, parseScope } from '../scopes.ts'
import type { LoginServices, TokenCall } from '../services.ts'
import { RedirectError } from './errors.ts'
import { isResponseMode, type Reply } from './reply.ts'

/** A sign-in request that may be shown to a person. */
export interface AuthorizeRequest {
  client: DirectoryApplication
  reply: Reply
  scope: string
  nonce: string | null
  challenge: string | null
  loginHint: string | null
  prompt: string | null
  wantsClientInfo: boolean
}

/**
 * Judges a request in the order of RFC 6749 section 4.1.2.1: who asks and where the answer goes come
 * first, and until both are settled nothing is sent to the redirect URI.
 *
 * @throws LoginError for faults of client or redirect URI, RedirectError for all others.
 */
export function readAuthorizeRequest(
  login: LoginServices,
  parameters: ReadonlyMap<string, string>,
  version: TokenCall['version'],
): AuthorizeRequest {
  const clientId = required(parameters, 'client_id')
  const client = findApplication(login.store, clientId)
  if (!client) throw unknownApplication(clientId, login.tenant.domain)
  const redirectUri = required(parameters, 'redirect_uri')
  const isSpa = client.spaRedirectUris.includes(redirectUri)
  // Exact, character by character: RFC 9700 section 2.1.
  if (!isSpa && !client.webRedirectUris.includes(redirectUri)) {
    throw badRequest(
      50011,
      `The redirect URI '${printable(redirectUri)}' specified in the request does not match the ` +
        `redirect URIs configured for the application '${client.clientId}'. Make sure the redirect URI ` +
        'sent in the request matches one added to your application.',
      'invalid_request',
    )
  }
  const reply = readReply(parameters, redirectUri)
  try {
    checkResponse(parameters)
    return {
      client,
      reply,
      scope: readScope(login, parameters, version),
      nonce: parameters.get('nonce') ?? null,
      challenge: readChallenge(parameters, isSpa),
      loginHint: parameters.get('login_hint') ?? null,
      prompt: readPrompt(parameters),
      wantsClientInfo: parameters.get('client_info') === '1',
    }
  } catch (error) {
    throw error instanceof LoginError ? new RedirectError(error.fault, reply) : error
  }
}

function readReply(parameters: ReadonlyMap<string, string>, redirectUri: string): Reply {
  const mode = parameters.get('response_mode') ?? 'query'
  return {
    redirectUri,
    // An unknown mode is refused below, by way of the default one.
    mode: isResponseMode(mode) ? mode : 'query',
    state: parameters.get('state') ?? null,
  }
}

function checkResponse(parameters: ReadonlyMap<string, string>): void {
  const type = required(parameters, 'response_type')
  if (type !== 'code') {
    throw badRequest(
      700054,
      `response_type '${printable(type)}' is not enabled for the application.`,
      'unsupported_response_type',
    )
  }
  const mode = parameters.get('response_mode')
  if (mode !== undefined && !isResponseMode(mode)) {
    throw badRequest(
      70007,
      `'${printable(mode)}' is not a supported value of 'response_mode' when requesting a code.`,
      'invalid_request',
    )
  }
}

/** Returns the scope in v2 words, which is what the code remembers. */
function readScope(
  login: LoginServices,
  parameters: ReadonlyMap<string, string>,
  version: TokenCall['version'],
): string {
  if (version === '1.0') {
    const resource = parameters.get('resource')
    if (!resource) return 'openid profile offline_access'
    parseResource(login.store, login.tenant.id, resource)
    return `openid profile offline_access ${resource}/.default`
  }
  const scope = required(parameters, 'scope')
  parseScope(login.store, login.tenant.id, scope)
  return scope
}

/** @throws LoginError 9002325 when a browser app sends none, 501491 for any method but S256. */
function readChallenge(parameters: ReadonlyMap<string, string>, isSpa: boolean): string | null {
  const challenge = parameters.get('code_challenge')
  if (!challenge) {
    if (!isSpa) return null
    throw badRequest(
      9002325,
      'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
      'invalid_request',
    )
  }
  const method = parameters.get('code_challenge_method') ?? 'plain'
  if (method !== 'S256' || !/^[A-Za-z0-9_-]{43}$/.test(challenge)) {
    throw badRequest(
      501491,
      'Invalid Code_Challenge parameter. Only the method S256 with a challenge of 43 characters is ' +
        'accepted.',
      'invalid_request',
    )
  }
  return challenge
}

const prompts = new Set(['login', 'select_account', 'consent', 'create', 'none'])

/**
 * `none` is always refused: no session is kept here, so a person has to be asked (OpenID Connect
 * Core section 3.1.2.6).
 */
function readPrompt(parameters: ReadonlyMap<string, string>): string | null {
  const prompt = parameters.get('prompt')
  if (!prompt) return null
  if (!prompts.has(prompt)) {
    throw badRequest(90023, `Unsupported 'prompt' value '${printable(prompt)}'.`, 'invalid_request')
  }
  if (prompt === 'none') {
    throw badRequest(
      50058,
      'A silent sign-in request was sent but no user is signed in. Session information is not ' +
        'sufficient for single-sign-on.',
      'login_required',
    )
  }
  return prompt
}
