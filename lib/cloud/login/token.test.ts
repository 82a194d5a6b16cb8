import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimsOf, openTestLogin, redirectUri, type TestLogin } from '#lib/testing/login.ts'

const vault = 'https://vault.azure.net'
let login: TestLogin

beforeAll(async () => {
  login = await openTestLogin()
})
afterAll(() => login.close())

function automation(fields: Record<string, string> = {}) {
  return login.token({
    grant_type: 'client_credentials',
    client_id: login.automation.clientId,
    client_secret: login.automation.clientSecret,
    scope: `${vault}/.default`,
    ...fields,
  })
}

async function redeem(fields: Record<string, string> = {}, parameters?: Record<string, string>) {
  const { code, verifier } = await login.signIn(parameters ? { parameters } : {})
  const request = {
    grant_type: 'authorization_code',
    client_id: login.console.clientId,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
    client_info: '1',
    ...fields,
  }
  return { request, answer: await login.token(request) }
}

function onBehalfOf(assertion: unknown, fields: Record<string, string> = {}) {
  return login.token({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    requested_token_use: 'on_behalf_of',
    client_id: login.console.clientId,
    client_secret: login.console.clientSecret,
    assertion: String(assertion),
    scope: `${vault}/.default`,
    ...fields,
  })
}

describe('password', () => {
  const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
  const ask = (fields: Record<string, string> = {}) =>
    login.token({
      grant_type: 'password',
      client_id: azureCli,
      username: 'dev@contoso.example',
      password: 'anything',
      scope: `${vault}/.default openid profile offline_access`,
      client_info: '1',
      ...fields,
    })

  it('signs a user in to a program without a secret, and keeps them signed in', async () => {
    const { status, body } = await ask()
    expect(status).toBe(200)
    expect(claimsOf(body.access_token)).toMatchObject({
      upn: 'dev@contoso.example',
      appid: azureCli,
      appidacr: '0',
      idtyp: 'user',
    })
    expect(claimsOf(body.id_token)).toMatchObject({ aud: azureCli })
    const renewed = await login.token({
      grant_type: 'refresh_token',
      client_id: azureCli,
      refresh_token: String(body.refresh_token),
      scope: 'https://management.azure.com/.default',
    })
    expect(renewed.status).toBe(200)
    expect(claimsOf(renewed.body.access_token).aud).toBe('https://management.azure.com')
  })

  it.each([
    ['an unknown user', { username: 'nobody@contoso.example' }, 50034],
    ['no password', { password: '' }, 900144],
    ['a program that has a secret and does not show it', { client_id: 'automation' }, 7000218],
  ])('is refused with %s', async (_, fields, code) => {
    const isAutomation = 'client_id' in fields
    const { status, body } = await ask(
      isAutomation ? { client_id: login.automation.clientId } : fields,
    )
    expect([400, 401]).toContain(status)
    expect(body.error_codes).toEqual([code])
  })
})

describe('client credentials', () => {
  it('gives a v1 token for the vaults with the claims of protocol 2.2', async () => {
    const { status, body } = await automation()
    expect(status).toBe(200)
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599 })
    expect(body.refresh_token).toBeUndefined()
    const { tenantId } = login.credentials
    expect(claimsOf(body.access_token)).toMatchObject({
      aud: vault,
      iss: `https://sts.windows.net/${tenantId}/`,
      idp: `https://sts.windows.net/${tenantId}/`,
      appid: login.automation.clientId,
      appidacr: '1',
      idtyp: 'app',
      oid: login.automation.objectId,
      sub: login.automation.objectId,
      tid: tenantId,
      ver: '1.0',
    })
  })

  it.each([
    ['https://management.azure.com/.default', 'https://management.azure.com'],
    ['https://management.azure.com//.default', 'https://management.azure.com/'],
    ['https://management.core.windows.net//.default', 'https://management.core.windows.net/'],
  ])('keeps the spelling of the audience: %s', async (scope, audience) => {
    expect(claimsOf((await automation({ scope })).body.access_token).aud).toBe(audience)
  })

  it('answers the v1 endpoint with numbers as text and the resource', async () => {
    const response = await login.send('/oauth2/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: login.automation.clientId,
        client_secret: login.automation.clientSecret,
        resource: vault,
      }),
    })
    expect(await response.json()).toMatchObject({ expires_in: '3599', resource: vault })
  })

  it('takes id and secret as Basic authorization', async () => {
    const { clientId, clientSecret } = login.automation
    const response = await login.send('/oauth2/v2.0/token', {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', scope: `${vault}/.default` }),
    })
    expect(response.status).toBe(200)
  })

  it.each([
    ['wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
    ['no secret', { client_secret: '' }, 400, 'invalid_client', 7000216],
    ['unknown client', { client_id: crypto.randomUUID() }, 400, 'unauthorized_client', 700016],
    ['no client', { client_id: '' }, 400, 'invalid_request', 900144],
    ['no scope', { scope: '' }, 400, 'invalid_request', 900144],
    [
      'unknown resource',
      { scope: 'https://storage.azure.com/.default' },
      400,
      'invalid_resource',
      500011,
    ],
    [
      'a single permission',
      { scope: `${vault}/user_impersonation` },
      400,
      'invalid_scope',
      1002012,
    ],
    [
      'two resources',
      { scope: `${vault}/.default https://management.azure.com/.default` },
      400,
      'invalid_scope',
      1002012,
    ],
    ['unknown grant', { grant_type: 'saml' }, 400, 'unsupported_grant_type', 70003],
    ['no grant', { grant_type: '' }, 400, 'invalid_request', 900144],
  ])('refuses %s', async (_name, fields, status, error, code) => {
    const answer = await automation(fields)
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ error, error_codes: [code] })
    expect(answer.body.error_description).toMatch(
      new RegExp(`^AADSTS${code}: .* Trace ID: .* Correlation ID: .* Timestamp: .*Z$`),
    )
    expect(answer.body.access_token).toBeUndefined()
  })

  it('refuses a repeated parameter', async () => {
    const body = new URLSearchParams({ grant_type: 'client_credentials' })
    body.append('grant_type', 'refresh_token')
    const response = await login.send('/oauth2/v2.0/token', { method: 'POST', body })
    expect(await response.json()).toMatchObject({ error_codes: [9000411] })
  })

  it('refuses tenants that are not ours', async () => {
    for (const tenant of [crypto.randomUUID(), 'fabrikam.example', 'consumers']) {
      const response = await login.app.fetch(
        new Request(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, {
          method: 'POST',
        }),
        { remoteAddress: '127.0.0.1', tlsVersion: null },
      )
      expect(await response.json()).toMatchObject({ error_codes: [90002] })
    }
  })
})

describe('authorization code', () => {
  it('gives the console a v2 token with roles, an id token with nonce, and client_info', async () => {
    const { answer } = await redeem({}, { nonce: 'n-1' })
    expect(answer.status).toBe(200)
    const { tenantId } = login.credentials
    const ops = login.credentials.users.find((user) => user.userPrincipalName.startsWith('ops@'))
    expect(answer.body.scope).toBe(`api://${login.console.clientId}/access_as_user`)
    expect(claimsOf(answer.body.access_token)).toMatchObject({
      aud: login.console.clientId,
      azp: login.console.clientId,
      azpacr: '0',
      iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
      oid: ops?.objectId,
      preferred_username: 'ops@contoso.example',
      roles: ['SecurityOperations'],
      scp: 'access_as_user',
      tid: tenantId,
      ver: '2.0',
    })
    expect(claimsOf(answer.body.id_token)).toMatchObject({
      aud: login.console.clientId,
      nonce: 'n-1',
      preferred_username: 'ops@contoso.example',
      ver: '2.0',
    })
    const info = JSON.parse(Buffer.from(String(answer.body.client_info), 'base64url').toString())
    expect(info).toEqual({ uid: ops?.objectId, utid: tenantId })
  })

  it('is taken once: the second time it is refused, and what the first gave is revoked', async () => {
    const { request, answer } = await redeem()
    const again = await login.token(request)
    expect(again.body).toMatchObject({ error: 'invalid_grant', error_codes: [54005] })
    const refreshed = await login.token({
      grant_type: 'refresh_token',
      client_id: login.console.clientId,
      refresh_token: String(answer.body.refresh_token),
    })
    expect(refreshed.body).toMatchObject({ error: 'invalid_grant', error_codes: [70000] })
  })

  it.each([
    ['wrong verifier', { code_verifier: 'x'.repeat(43) }, 501481],
    ['short verifier', { code_verifier: 'short' }, 501481],
    ['code of nobody', { code: 'made-up' }, 9002313],
    ['redirect URI not registered', { redirect_uri: 'http://localhost:3000/other' }, 7000218],
  ])('refuses a %s', async (_name, fields, code) => {
    expect((await redeem(fields)).answer.body).toMatchObject({ error_codes: [code] })
  })

  it('refuses to redeem without a verifier', async () => {
    const { code } = await login.signIn()
    const answer = await login.token({
      grant_type: 'authorization_code',
      client_id: login.console.clientId,
      redirect_uri: redirectUri,
      code,
    })
    expect(answer.body).toMatchObject({ error: 'invalid_grant', error_codes: [501481] })
  })

  it('refuses a code of another client, and after ten minutes', async () => {
    const { code, verifier } = await login.signIn()
    const stolen = await login.token({
      grant_type: 'authorization_code',
      client_id: login.automation.clientId,
      client_secret: login.automation.clientSecret,
      redirect_uri: redirectUri,
      code,
      code_verifier: verifier,
    })
    expect(stolen.body).toMatchObject({ error: 'invalid_grant', error_codes: [70000] })

    const late = await login.signIn()
    login.time.now += 10 * 60_000
    const answer = await login.token({
      grant_type: 'authorization_code',
      client_id: login.console.clientId,
      redirect_uri: redirectUri,
      code: late.code,
      code_verifier: late.verifier,
    })
    expect(answer.body).toMatchObject({ error: 'invalid_grant', error_codes: [70008] })
  })

  it('keeps neither codes nor refresh tokens in the store, only their hashes', async () => {
    const { request, answer } = await redeem()
    const hash = (text: unknown) => createHash('sha256').update(String(text)).digest()
    const { store } = login.ctx
    expect(
      store.sql('SELECT 1 AS found FROM login_code WHERE hash = ?').get(hash(request.code)),
    ).toMatchObject({ found: 1 })
    const rows = store.sql('SELECT hash FROM login_refresh').all()
    expect(rows).toContainEqual({ hash: new Uint8Array(hash(answer.body.refresh_token)) })
  })
})

describe('refresh token', () => {
  function refresh(token: unknown, fields: Record<string, string> = {}) {
    return login.token({
      grant_type: 'refresh_token',
      client_id: login.console.clientId,
      refresh_token: String(token),
      ...fields,
    })
  }

  it('is exchanged for fresh tokens and a successor', async () => {
    const { answer } = await redeem()
    const next = await refresh(answer.body.refresh_token)
    expect(next.status).toBe(200)
    expect(next.body.refresh_token).not.toBe(answer.body.refresh_token)
    expect(claimsOf(next.body.access_token)).toMatchObject({ aud: login.console.clientId })
    expect((await refresh(next.body.refresh_token)).status).toBe(200)
  })

  it('may be retried within a minute, and later ends the family', async () => {
    const { answer } = await redeem()
    const next = await refresh(answer.body.refresh_token)
    login.time.now += 60_000
    expect((await refresh(answer.body.refresh_token)).status).toBe(200)
    login.time.now += 1
    expect((await refresh(answer.body.refresh_token)).body).toMatchObject({ error_codes: [70000] })
    expect((await refresh(next.body.refresh_token)).body).toMatchObject({ error_codes: [70000] })
  })

  it('of a browser ends after a day, its successors with it', async () => {
    const { answer } = await redeem()
    login.time.now += 23 * 3_600_000
    const next = await refresh(answer.body.refresh_token)
    expect(next.status).toBe(200)
    login.time.now += 3_600_000
    expect((await refresh(next.body.refresh_token)).body).toMatchObject({ error_codes: [700082] })
  })

  it('is refused to another client, and survives a wrong scope', async () => {
    const { answer } = await redeem()
    const { clientId, clientSecret } = login.automation
    const other = await refresh(answer.body.refresh_token, {
      client_id: clientId,
      client_secret: clientSecret,
    })
    expect(other.body).toMatchObject({ error_codes: [70000] })
    const wrong = await refresh(answer.body.refresh_token, {
      scope: 'https://nobody.example/.default',
    })
    expect(wrong.body).toMatchObject({ error_codes: [500011] })
    expect((await refresh(answer.body.refresh_token)).status).toBe(200)
  })
})

describe('on behalf of', () => {
  it("trades the console's token for a token of the same user at the vaults", async () => {
    const { answer } = await redeem()
    const { status, body } = await onBehalfOf(answer.body.access_token)
    expect(status).toBe(200)
    expect(claimsOf(body.access_token)).toMatchObject({
      aud: vault,
      appid: login.console.clientId,
      appidacr: '1',
      idtyp: 'user',
      ipaddr: '127.0.0.1',
      scp: 'user_impersonation',
      upn: 'ops@contoso.example',
      unique_name: 'ops@contoso.example',
      amr: ['pwd'],
      ver: '1.0',
    })
  })

  it('refuses an assertion that was not issued for the caller', async () => {
    const { answer } = await redeem()
    const vaultToken = (await onBehalfOf(answer.body.access_token)).body.access_token
    expect((await onBehalfOf(vaultToken)).body).toMatchObject({
      error: 'invalid_grant',
      error_codes: [500131],
    })
    expect((await onBehalfOf(answer.body.id_token)).body).toMatchObject({ error_codes: [50027] })
    expect((await onBehalfOf('x.y.z')).body).toMatchObject({ error_codes: [50027] })
    const byOther = await onBehalfOf(answer.body.access_token, {
      client_id: login.automation.clientId,
      client_secret: login.automation.clientSecret,
    })
    expect(byOther.body).toMatchObject({ error_codes: [500131] })
  })

  it("refuses an application's own token, a missing secret and an expired assertion", async () => {
    const own = await login.token({
      grant_type: 'client_credentials',
      client_id: login.console.clientId,
      client_secret: login.console.clientSecret,
      scope: `api://${login.console.clientId}/.default`,
    })
    expect((await onBehalfOf(own.body.access_token)).body).toMatchObject({ error_codes: [7000114] })
    const { answer } = await redeem()
    const assertion = answer.body.access_token
    expect((await onBehalfOf(assertion, { client_secret: '' })).body).toMatchObject({
      error: 'invalid_client',
      error_codes: [7000218],
    })
    login.time.now += 3_600_000
    expect((await onBehalfOf(assertion)).body).toMatchObject({ error_codes: [500133] })
  })
})
