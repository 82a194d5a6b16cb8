import { type Context, Hono } from 'hono'
import type { CloudApp, CloudContext, RequestInfo } from '../context.ts'
import { chooseAccount, replyWithFault, showAccounts } from './authorize/endpoint.ts'
import { listApplications } from './directory.ts'
import { instanceDiscovery, keySet, openidConfiguration } from './discovery.ts'
import { badRequest, faultBody, LoginError, traceOf, unknownTenant } from './errors.ts'
import { signOut } from './logout.ts'
import { faultPage } from './pages/messages.ts'
import { formParameters, singleParameters } from './parameters.ts'
import type { LoginServices, TokenCall } from './services.ts'
import type { SigningKey } from './signing-key.ts'
import { redeemToken } from './token/endpoint.ts'

type Env = { Bindings: { info: RequestInfo } }
type Version = TokenCall['version']

export interface LoginOptions {
  key: SigningKey
  /** Real time in ms. */
  now?: () => number
}

/** The login service, `login.microsoftonline.com` and its aliases. */
export function createLoginApp(ctx: CloudContext, options: LoginOptions): CloudApp {
  const login: LoginServices = {
    store: ctx.store,
    key: options.key,
    tokens: ctx.tokens,
    tenant: ctx.tenant,
    now: options.now ?? Date.now,
    log: ctx.log,
  }
  const app = new Hono<Env>()
  publicDocuments(app, login)
  for (const [version, path] of [
    ['2.0', '/:tenant/oauth2/v2.0'],
    ['1.0', '/:tenant/oauth2'],
  ] as const) {
    signInPages(app, login, version, path)
    tokenEndpoint(app, login, version, path)
  }
  app.notFound((c) => render(c, login, notFound()))
  app.onError((error, c) => render(c, login, error))
  return {
    async fetch(request, info) {
      const response = await app.fetch(request, { info })
      response.headers.set('x-content-type-options', 'nosniff')
      response.headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains')
      if (!response.headers.has('cache-control')) {
        response.headers.set('cache-control', 'no-store, no-cache')
        response.headers.set('pragma', 'no-cache')
      }
      return response
    },
  }
}

/** Metadata and keys: the same for everybody, readable from any origin. */
function publicDocuments(app: Hono<Env>, login: LoginServices): void {
  const { tenant } = login
  const publish = (c: Context<Env>, body: object) =>
    c.json(body, 200, {
      'access-control-allow-origin': '*',
      'cache-control': 'max-age=86400, private',
    })
  app.get('/common/discovery/instance', (c) =>
    publish(c, instanceDiscovery(c.req.query('authorization_endpoint'))),
  )
  // What MSAL asks before it sends a password: whether the user's passwords are kept elsewhere.
  app.get('/common/userrealm/:user', (c) =>
    c.json({
      ver: '1.0',
      account_type: 'Managed',
      domain_name: tenant.domain,
      cloud_instance_name: 'microsoftonline.com',
      cloud_audience_urn: 'urn:federation:MicrosoftOnline',
    }),
  )
  app.get('/:tenant/v2.0/.well-known/openid-configuration', (c) =>
    publish(c, openidConfiguration(tenant, tenantName(c, login), '2.0')),
  )
  app.get('/:tenant/.well-known/openid-configuration', (c) =>
    publish(c, openidConfiguration(tenant, tenantName(c, login), '1.0')),
  )
  const keys = keySet(login.key, tenant)
  for (const path of ['/:tenant/discovery/v2.0/keys', '/:tenant/discovery/keys']) {
    app.get(path, (c) => {
      tenantName(c, login)
      return publish(c, keys)
    })
  }
}

/** What a browser shows: accounts, the choice, sign-out. */
function signInPages(app: Hono<Env>, login: LoginServices, version: Version, path: string): void {
  app.get(`${path}/authorize`, (c) =>
    showAccounts(login, {
      query: new URL(c.req.url).search,
      version,
      tenantName: tenantName(c, login),
    }),
  )
  app.post(`${path}/authorize`, async (c) => {
    const form = await formParameters(c.req.raw)
    const query = new URLSearchParams([...form]).toString()
    return showAccounts(login, { query, version, tenantName: tenantName(c, login) })
  })
  app.post(`${path}/login`, async (c) => {
    const site = c.req.header('sec-fetch-site')
    if (site !== undefined && site !== 'same-origin') {
      throw badRequest(90023, 'The account page was sent from another site.', 'invalid_request')
    }
    return chooseAccount(login, await formParameters(c.req.raw))
  })
  app.get(`${path}/logout`, (c) =>
    signOut(login, singleParameters(new URL(c.req.url).searchParams)),
  )
  app.post(`${path}/logout`, async (c) => signOut(login, await formParameters(c.req.raw)))
}

function tokenEndpoint(app: Hono<Env>, login: LoginServices, version: Version, path: string): void {
  app.use(`${path}/token`, async (c, next) => {
    await next()
    const origin = c.req.header('origin')
    if (origin === undefined || !isBrowserClient(login, origin)) return
    c.res.headers.set('access-control-allow-origin', origin)
    c.res.headers.append('vary', 'Origin')
  })
  app.options(`${path}/token`, (c) =>
    c.body(null, 204, {
      'access-control-allow-methods': 'POST, OPTIONS',
      'access-control-allow-headers': c.req.header('access-control-request-headers') ?? '',
      'access-control-max-age': '600',
    }),
  )
  app.post(`${path}/token`, async (c) => {
    const from = { version, ipAddress: c.env.info.remoteAddress, tenantName: tenantName(c, login) }
    return c.json(await redeemToken(login, c.req.raw, from))
  })
  app.get(`${path}/token`, () => {
    throw badRequest(
      900561,
      'The endpoint only accepts POST requests. Received a GET request.',
      'invalid_request',
    )
  })
  app.post(`${path}/devicecode`, () => {
    throw badRequest(
      70003,
      "The app requested an unsupported grant type 'urn:ietf:params:oauth:grant-type:device_code'.",
      'unsupported_grant_type',
    )
  })
}

/** Only pages of an origin that an application is registered at may read a token answer. */
function isBrowserClient(login: LoginServices, origin: string): boolean {
  return listApplications(login.store).some((app) =>
    app.spaRedirectUris.some((uri) => new URL(uri).origin === origin),
  )
}

/** The tenant segment, checked. @throws LoginError 90002 for any tenant but ours. */
function tenantName(c: Context<Env>, { tenant }: LoginServices): string {
  const name = c.req.param('tenant')?.toLowerCase() ?? ''
  if ([tenant.id, tenant.domain, 'common', 'organizations'].includes(name)) return name
  throw unknownTenant(name)
}

/** The one place where a fault becomes an answer: by redirect, as a page, or as JSON. */
function render(c: Context<Env>, login: LoginServices, error: unknown): Response {
  const trace = traceOf(c.req.raw)
  const now = new Date(login.now())
  const redirect = replyWithFault(error, trace, now)
  if (redirect) return redirect
  const isOurs = error instanceof LoginError
  if (!isOurs) {
    login.log({ event: 'login-defect', traceId: trace.traceId, error: String(error) })
  }
  const { fault } = isOurs ? error : defect()
  login.log({ event: 'login-fault', code: fault.code, path: c.req.path, ...trace })
  const isPage = /\/(authorize|login|logout)$/.test(c.req.path)
  const response = isPage
    ? faultPage(fault, trace)
    : c.json(faultBody(fault, trace, now), fault.status)
  response.headers.set('x-ms-request-id', trace.traceId)
  return response
}

function notFound(): LoginError {
  return new LoginError({
    status: 404,
    error: 'invalid_request',
    code: 900432,
    text: 'There is no such endpoint.',
  })
}

/** Nothing of an unforeseen error reaches the client. */
function defect(): LoginError {
  return new LoginError({
    status: 500,
    error: 'server_error',
    code: 90033,
    text: 'A transient error has occurred. Please try again.',
  })
}
