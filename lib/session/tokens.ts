import 'server-only'
import { createHash, X509Certificate } from 'node:crypto'
import type { AccessToken, GetTokenOptions } from '@azure/core-auth'
import {
  AuthError,
  type AuthenticationResult,
  ConfidentialClientApplication,
  type Configuration,
  type INetworkModule,
  InteractionRequiredAuthError,
} from '@azure/msal-node'
import type { UserCredential } from '#lib/azure/clients.ts'
import { type AzureCloud, HostRefused, resourceOf, scopeOf } from '#lib/azure/clouds.ts'
import { type Transport, TransportError } from '#lib/azure/transport.ts'
import type { Clock } from '#lib/base/clock.ts'
import type { Failure } from '#lib/domain/failure.ts'
import { FailureError } from '#lib/domain/failure-error.ts'
import { assertionOf, type Caller } from './caller.ts'

/** Gives each caller a credential that acts as that caller: OAuth 2.0 on-behalf-of. */
export interface Tokens {
  credentialOf(caller: Caller): UserCredential
  /** Acts as the console itself (OAuth 2.0 client credentials): for what is due when nobody is there. */
  readonly own: UserCredential
  /** Forgets a session's tokens at its end. */
  forget(sessionId: string): void
}

export type ClientCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  /** PEM with the certificate and its private key. */
  | { readonly kind: 'certificate'; readonly pem: string }

export interface TokensOptions {
  readonly transport: Transport
  readonly cloud: AzureCloud
  readonly tenantId: string
  readonly clientId: string
  readonly credential: ClientCredential
  readonly clock: Clock
}

/** Most sessions whose tokens are kept in memory; the least recently used goes first. */
const keptSessions = 2_000
/** A token that ends sooner is exchanged anew. */
const marginMs = 120_000

interface Entry {
  assertion: string
  readonly credential: UserCredential
}

/**
 * Tokens of one session never meet those of another: each session has its own MSAL client and its own
 * cache (ASVS 8.4.1), and both go when the session goes.
 */
export function createTokens(options: TokensOptions): Tokens {
  const entries = new Map<string, Entry>()
  return {
    own: makeCredential(options, (client, request) =>
      client.acquireTokenByClientCredential({ ...request, skipCache: true }),
    ),
    credentialOf(caller) {
      const known = entries.get(caller.sessionId)
      const assertion = assertionOf(caller)
      if (known !== undefined) {
        // Renewal brought a newer token; the order of the map is the order of use.
        known.assertion = assertion
        entries.delete(caller.sessionId)
        entries.set(caller.sessionId, known)
        return known.credential
      }
      const entry: Entry = {
        assertion,
        credential: makeCredential(options, (client, request) =>
          client.acquireTokenOnBehalfOf({
            ...request,
            oboAssertion: entry.assertion,
            skipCache: true,
          }),
        ),
      }
      entries.set(caller.sessionId, entry)
      const oldest = entries.keys().next()
      if (entries.size > keptSessions && !oldest.done) entries.delete(oldest.value)
      return entry.credential
    },
    forget: (sessionId) => void entries.delete(sessionId),
  }
}

/** Asks Entra for a token, in one of its ways. */
type Acquire = (
  client: ConfidentialClientApplication,
  request: { scopes: string[]; claims?: string },
) => Promise<AuthenticationResult | null>

/** One token a resource, kept until it nears its end, and fetched once however many wait for it. */
function makeCredential(options: TokensOptions, acquire: Acquire): UserCredential {
  const { cloud, tenantId, clock } = options
  let client = new ConfidentialClientApplication(configuration(options))
  const kept = new Map<string, AccessToken>()
  const pending = new Map<string, Promise<AccessToken>>()

  async function exchange(scope: string, claims: string | undefined): Promise<AccessToken> {
    const request = { scopes: [scope], ...(claims === undefined ? {} : { claims }) }
    const result = await acquire(client, request).catch((error: unknown) => {
      // MSAL refuses to ask again for a minute after an error of the server; a new client asks.
      client = new ConfidentialClientApplication(configuration(options))
      throw exchangeFailure(error)
    })
    if (!result?.expiresOn) throw new Error('Entra gave no token.')
    const token = { token: result.accessToken, expiresOnTimestamp: result.expiresOn.getTime() }
    kept.set(scope, token)
    // MSAL's own cache would grow with each renewal of the assertion; ours holds one token a resource.
    client.clearCache()
    return token
  }

  async function getToken(
    scopes: string | string[],
    asked?: GetTokenOptions,
  ): Promise<AccessToken> {
    const [first, ...more] = Array.isArray(scopes) ? scopes : [scopes]
    const resource = first === undefined || more.length > 0 ? null : resourceOf(cloud, first)
    if (resource === null) throw new HostRefused('No token is given for this resource.')
    // The challenge names the vault's tenant; a token of ours is worth nothing elsewhere.
    if (asked?.tenantId !== undefined && asked.tenantId.toLowerCase() !== tenantId) {
      throw new FailureError(otherTenant)
    }
    const scope = scopeOf(cloud, resource)
    const known = kept.get(scope)
    if (asked?.claims === undefined && known && isFresh(known, clock)) return known
    const key = `${scope} ${asked?.claims ?? ''}`
    const running = pending.get(key)
    if (running !== undefined) return running
    const started = exchange(scope, asked?.claims).finally(() => pending.delete(key))
    pending.set(key, started)
    return started
  }

  return { getToken }
}

function isFresh(token: AccessToken, clock: Clock): boolean {
  return token.expiresOnTimestamp - marginMs > clock.now().getTime()
}

function configuration(options: TokensOptions): Configuration {
  const { cloud, tenantId, clientId, credential, transport } = options
  const authority = `https://${cloud.loginHost}/${tenantId}`
  return {
    auth: {
      clientId,
      authority,
      knownAuthorities: [cloud.loginHost],
      // Spares two requests a session; the addresses are the documented ones.
      authorityMetadata: JSON.stringify({
        issuer: `${authority}/v2.0`,
        authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
        token_endpoint: `${authority}/oauth2/v2.0/token`,
        end_session_endpoint: `${authority}/oauth2/v2.0/logout`,
        jwks_uri: `${authority}/discovery/v2.0/keys`,
      }),
      clientCapabilities: ['CP1'],
      ...(credential.kind === 'secret'
        ? { clientSecret: credential.secret }
        : { clientCertificate: certificateOf(credential.pem) }),
    },
    system: { networkClient: networkClient(transport, cloud), disableInternalRetries: true },
  }
}

function certificateOf(pem: string) {
  const sha256 = createHash('sha256').update(new X509Certificate(pem).raw).digest('hex')
  return { privateKey: pem, thumbprintSha256: sha256.toUpperCase() }
}

/** MSAL's requests through our transport: to the login host, and nowhere else. */
function networkClient(transport: Transport, cloud: AzureCloud): INetworkModule {
  async function send<T>(
    method: 'GET' | 'POST',
    url: string,
    request: { headers?: Record<string, string>; body?: string } = {},
  ) {
    const answer = await transport.request(cloud.loginHost, {
      url,
      method,
      ...(request.headers === undefined ? {} : { headers: request.headers }),
      ...(request.body === undefined ? {} : { body: request.body }),
    })
    const body: T = JSON.parse(answer.text)
    return { status: answer.status, headers: answer.headers, body }
  }
  return {
    sendGetRequestAsync: (url, request) => send('GET', url, request),
    sendPostRequestAsync: (url, request) => send('POST', url, request),
  }
}

const otherTenant: Failure = {
  code: 'forbidden',
  status: 403,
  title: 'This vault belongs to another tenant',
  detail: 'It accepts sign-ins of its own Entra tenant only; no token was sent.',
  nextStep: 'Sign in to the console of that tenant.',
}

const loginUnreachable: Failure = {
  code: 'unreachable',
  status: 503,
  title: 'Entra cannot be reached',
  detail: 'The token for Azure could not be fetched.',
  nextStep: 'Wait a moment. The page tries again by itself.',
}

/** Entra's refusals of the exchange, https://learn.microsoft.com/entra/identity-platform/reference-error-codes. */
function exchangeFailure(error: unknown): unknown {
  if (error instanceof TransportError || error instanceof SyntaxError) {
    return new FailureError(loginUnreachable, { cause: error })
  }
  if (!(error instanceof AuthError)) return error
  // An answer without an OAuth error, such as a 500 of a gateway, has an empty code.
  if (['', 'network_error', 'endpoints_resolution_error'].includes(error.errorCode)) {
    return new FailureError(loginUnreachable, { cause: error })
  }
  const consent = /AADSTS(65001|500011|650052|650057)/.test(error.errorMessage)
  if (consent) {
    return new FailureError(
      {
        code: 'forbidden',
        status: 403,
        title: 'The console may not act for you yet',
        detail: 'Its registration in Entra lacks consent for Azure Key Vault or Azure management.',
        nextStep: 'Ask an administrator of your tenant to grant admin consent to the console.',
      },
      { cause: error },
    )
  }
  if (error instanceof InteractionRequiredAuthError || error.errorCode === 'invalid_grant') {
    return new FailureError(
      {
        code: 'signed-out',
        status: 401,
        title: 'Your sign-in has ended',
        detail: 'Entra wants you to sign in again before the console may act for you.',
        nextStep: 'Sign in again; you come back to this page.',
      },
      { cause: error },
    )
  }
  return new FailureError(
    {
      code: 'upstream',
      status: 502,
      title: 'Entra refused the console',
      detail: `The token for Azure was refused (${error.errorCode}).`,
      nextStep:
        'Tell whoever runs this console: its client secret or certificate may have expired.',
    },
    { cause: error },
  )
}
