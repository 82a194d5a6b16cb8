import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestLogin, readObject, redirectUri, type TestLogin } from '#lib/testing/login.ts'

let login: TestLogin
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

beforeAll(async () => {
  login = await openTestLogin()
})
afterAll(() => login.close())

function query(change: Record<string, string | undefined> = {}): URLSearchParams {
  const parameters = {
    client_id: login.console.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: `openid api://${login.console.clientId}/access_as_user`,
    code_challenge: challenge,
    code_challenge_method: 'S256',
    state: 'state with spaces & signs',
    ...change,
  }
  return new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  )
}

function authorize(change?: Record<string, string | undefined>): Promise<Response> {
  return login.send(`/oauth2/v2.0/authorize?${query(change)}`)
}

function answerOf(response: Response): URLSearchParams {
  const url = new URL(response.headers.get('location') ?? '')
  return new URLSearchParams(url.hash.slice(1) || url.search)
}

async function choose(page: Response, fields: Record<string, string> = {}, headers = {}) {
  const ticket = /name="ticket" value="([^"]+)"/.exec(await page.text())?.[1] ?? ''
  const body = new URLSearchParams({ ticket, account: 'ops@contoso.example', ...fields })
  return login.send('/oauth2/v2.0/login', { method: 'POST', body, headers })
}

describe('account page', () => {
  it('has one button for each account, named by its address alone', async () => {
    const page = await authorize()
    expect(page.status).toBe(200)
    const html = await page.text()
    expect(html).toContain('<title>Sign in – embedded cloud</title>')
    const names = [...html.matchAll(/aria-labelledby="(address-\d)"/g)].map(
      ([, id]) => new RegExp(`id="${id}">([^<]+)<`).exec(html)?.[1],
    )
    expect(names).toEqual(
      ['auditor', 'dev', 'dev2', 'ops', 'ops2', 'owner'].map((name) => `${name}@contoso.example`),
    )
  })

  it('carries a policy that allows its one style by hash, no script, and the way back', async () => {
    const page = await authorize()
    const html = await page.text()
    const style = /<style>([\s\S]*)<\/style>/.exec(html)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(page.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self' http://localhost:3000; ` +
        "frame-ancestors 'none'; base-uri 'none'",
    )
    expect(html).not.toMatch(/<script|style="|onclick/)
    expect(page.headers.get('cache-control')).toContain('no-store')
  })

  it('posts to a relative address, so that it works under a prefix', async () => {
    expect(await (await authorize()).text()).toContain('<form method="post" action="login">')
  })

  it('puts the hinted account first', async () => {
    const html = await (await authorize({ login_hint: 'dev2@contoso.example' })).text()
    expect(/id="address-0">([^<]+)</.exec(html)?.[1]).toBe('dev2@contoso.example')
  })

  it('escapes what the request says', async () => {
    const page = await authorize({ client_id: '"><script>alert(1)</script>' })
    expect(await page.text()).not.toContain('<script>')
  })
})

describe('answer', () => {
  it.each([
    ['query', '?'],
    ['fragment', '#'],
  ])('comes back by %s with state', async (mode, separator) => {
    const response = await choose(await authorize({ response_mode: mode }))
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toMatch(`${redirectUri}${separator}code=`)
    expect(answerOf(response).get('state')).toBe('state with spaces & signs')
  })

  it('comes back by form_post as a form with one hashed script', async () => {
    const page = await choose(await authorize({ response_mode: 'form_post' }))
    const html = await page.text()
    expect(html).toContain(`<form method="post" action="${redirectUri}">`)
    expect(html).toContain('name="state" value="state with spaces &amp; signs"')
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'sha256-/)
  })

  it('is not given without a ticket of an account page, to another site, or to a stranger', async () => {
    const made = await choose(await authorize(), { ticket: 'made-up' })
    expect(made.status).toBe(400)
    const foreign = await choose(await authorize(), {}, { 'sec-fetch-site': 'cross-site' })
    expect(foreign.status).toBe(400)
    const stranger = await choose(await authorize(), { account: 'nobody@contoso.example' })
    expect(stranger.status).toBe(400)
    const page = await authorize()
    login.time.now += 3_600_000
    expect((await choose(page)).status).toBe(400)
  })
})

describe('faults that stay on our page', () => {
  it.each([
    ['unknown client', { client_id: crypto.randomUUID() }, 700016],
    ['no client', { client_id: undefined }, 900144],
    ['no redirect URI', { redirect_uri: undefined }, 900144],
    ...[
      'http://localhost:3000/sign-in/',
      'http://localhost:3000/sign-in?x=1',
      'http://localhost:3000/sign-in#x',
      'http://LOCALHOST:3000/sign-in',
      'http://localhost:3001/sign-in',
      'https://localhost:3000/sign-in',
      'http://localhost:3000@evil.example/sign-in',
      'http://localhost:3000/other/../sign-in',
      'http://localhost:3000/sign-in%00',
      'https://evil.example/sign-in',
      'javascript:alert(1)',
    ].map((redirect_uri): [string, object, number] => [
      `URI ${redirect_uri}`,
      { redirect_uri },
      50011,
    ]),
  ])('%s', async (_name, change, code) => {
    const page = await authorize({ ...change })
    expect(page.status).toBe(400)
    expect(page.headers.get('location')).toBeNull()
    expect(await page.text()).toContain(`AADSTS${code}`)
  })
})

describe('faults that the client learns', () => {
  it.each([
    ['implicit flow', { response_type: 'token' }, 'unsupported_response_type', 700054],
    ['no response type', { response_type: undefined }, 'invalid_request', 900144],
    ['unknown response mode', { response_mode: 'web_message' }, 'invalid_request', 70007],
    ['no PKCE from a browser', { code_challenge: undefined }, 'invalid_request', 9002325],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request', 501491],
    ['PKCE without a method', { code_challenge_method: undefined }, 'invalid_request', 501491],
    ['short challenge', { code_challenge: 'short' }, 'invalid_request', 501491],
    ['unknown resource', { scope: 'https://nobody.example/.default' }, 'invalid_resource', 500011],
    ['unknown scope', { scope: 'https://vault.azure.net/all' }, 'invalid_scope', 70011],
    ['silent sign-in', { prompt: 'none' }, 'login_required', 50058],
    ['unknown prompt', { prompt: 'maybe' }, 'invalid_request', 90023],
  ])('%s', async (_name, change, error, code) => {
    const response = await authorize({ ...change })
    expect(response.status).toBe(303)
    const answer = answerOf(response)
    expect(answer.get('error')).toBe(error)
    expect(answer.get('error_description')).toMatch(`AADSTS${code}: `)
    expect(answer.get('state')).toBe('state with spaces & signs')
    expect(answer.get('code')).toBeNull()
  })
})

describe('logout', () => {
  const logout = (fields: Record<string, string>) =>
    login.send(`/oauth2/v2.0/logout?${new URLSearchParams(fields)}`)

  it('goes on to a registered URI only', async () => {
    const known = await logout({ post_logout_redirect_uri: redirectUri, state: 's' })
    expect(known.headers.get('location')).toBe(`${redirectUri}?state=s`)
    for (const uri of ['https://evil.example/', `${redirectUri}/`, 'http://localhost:3000/']) {
      const page = await logout({ post_logout_redirect_uri: uri })
      expect(page.status).toBe(200)
      expect(page.headers.get('location')).toBeNull()
    }
  })

  it('ends the refresh tokens of the user that the id token names', async () => {
    const { code, verifier } = await login.signIn()
    const { body } = await login.token({
      grant_type: 'authorization_code',
      client_id: login.console.clientId,
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    })
    await logout({ id_token_hint: String(body.id_token) })
    const refreshed = await login.token({
      grant_type: 'refresh_token',
      client_id: login.console.clientId,
      refresh_token: String(body.refresh_token),
    })
    expect(refreshed.body).toMatchObject({ error: 'invalid_grant', error_codes: [70000] })
  })
})

describe('documents', () => {
  const fetchDocument = async (path: string) =>
    readObject(
      await login.app.fetch(new Request(`https://login.microsoftonline.com${path}`), {
        remoteAddress: '127.0.0.1',
        tlsVersion: 'TLSv1.3',
      }),
    )

  it('names the endpoints of the tenant, v2 and v1', async () => {
    const { tenantId } = login.credentials
    const base = `https://login.microsoftonline.com/${tenantId}`
    expect(await fetchDocument(`/${tenantId}/v2.0/.well-known/openid-configuration`)).toMatchObject(
      {
        authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
        token_endpoint: `${base}/oauth2/v2.0/token`,
        end_session_endpoint: `${base}/oauth2/v2.0/logout`,
        issuer: `${base}/v2.0`,
        jwks_uri: `${base}/discovery/v2.0/keys`,
      },
    )
    expect(await fetchDocument('/contoso.example/.well-known/openid-configuration')).toMatchObject({
      token_endpoint: `${base}/oauth2/token`,
      issuer: `https://sts.windows.net/${tenantId}/`,
    })
    expect(await fetchDocument('/common/v2.0/.well-known/openid-configuration')).toMatchObject({
      issuer: 'https://login.microsoftonline.com/{tenantid}/v2.0',
    })
  })

  it('publishes the signing key, public part only', async () => {
    const { keys } = await fetchDocument('/common/discovery/v2.0/keys')
    expect(keys).toEqual([
      {
        kty: 'RSA',
        use: 'sig',
        alg: 'RS256',
        kid: login.key.kid,
        x5t: login.key.kid,
        n: expect.any(String),
        e: 'AQAB',
        x5c: [expect.any(String)],
        issuer: `https://login.microsoftonline.com/${login.credentials.tenantId}/v2.0`,
      },
    ])
  })

  it('knows its own hosts as one authority and no other', async () => {
    const path = '/common/discovery/instance?api-version=1.1&authorization_endpoint='
    expect(
      await fetchDocument(`${path}https://login.microsoftonline.com/common/oauth2/v2.0/authorize`),
    ).toMatchObject({ metadata: [{ preferred_network: 'login.microsoftonline.com' }] })
    expect(await fetchDocument(`${path}https://evil.example/common/`)).toMatchObject({
      error: 'invalid_instance',
    })
  })
})

describe('cross-origin', () => {
  it('lets a registered browser app read the token answer, and no other page', async () => {
    const post = (origin: string) =>
      login.send('/oauth2/v2.0/token', { method: 'POST', headers: { origin } })
    const header = 'access-control-allow-origin'
    expect((await post('http://localhost:3000')).headers.get(header)).toBe('http://localhost:3000')
    expect((await post('http://localhost:3001')).headers.get(header)).toBeNull()
    expect((await post('null')).headers.get(header)).toBeNull()
    const preflight = await login.send('/oauth2/v2.0/token', {
      method: 'OPTIONS',
      headers: {
        origin: 'http://localhost:3000',
        'access-control-request-headers': 'x-client-sku',
      },
    })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get(header)).toBe('http://localhost:3000')
    expect(preflight.headers.get('access-control-allow-headers')).toBe('x-client-sku')
  })
})

describe('unforeseen errors', () => {
  it('tell the client nothing', async () => {
    const { store } = login.ctx
    store.sql('SELECT 1')
    await store.write((db) => db.sql('ALTER TABLE login_application RENAME TO hidden').run())
    const { status, body } = await login.token({
      grant_type: 'client_credentials',
      client_id: login.automation.clientId,
    })
    expect(status).toBe(500)
    expect(JSON.stringify(body)).not.toContain('login_application')
    expect(body).toMatchObject({ error: 'server_error', error_codes: [90033] })
    await store.write((db) => db.sql('ALTER TABLE hidden RENAME TO login_application').run())
  })
})
