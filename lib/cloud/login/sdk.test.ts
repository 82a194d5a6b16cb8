import { request as httpsRequest } from 'node:https'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import { ClientSecretCredential, OnBehalfOfCredential } from '@azure/identity'
import {
  ConfidentialClientApplication,
  CryptoProvider,
  type INetworkModule,
  type NetworkResponse,
  PublicClientApplication,
} from '@azure/msal-node'
import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCloud, type TestCloud, testRedirectUri } from '#lib/testing/cloud.ts'
import { claimsOf } from '#lib/testing/login.ts'

/** Microsoft's own clients are the oracle: unmodified, over real TLS, with `ca.pem` as the only trust. */
let cloud: TestCloud

beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.close())

function application(name: string) {
  const found = cloud.credentials.applications.find((entry) => entry.name === name)
  if (!found) throw new Error(`There is no application ${name}.`)
  return found
}

interface Sent {
  status: number
  headers: Record<string, string>
  body: string
}

function send(
  method: string,
  url: string,
  { headers = {}, body = '' }: { headers?: Record<string, string>; body?: string } = {},
): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(url, { method, headers, agent: cloud.agent }, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => {
        const pairs = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
        const found: Record<string, string> = Object.fromEntries(pairs)
        resolve({ status: response.statusCode ?? 0, headers: found, body: text })
      })
    })
    request.on('error', reject).end(body)
  })
}

/** MSAL's own way to bring a transport. */
const networkClient: INetworkModule = {
  sendGetRequestAsync: (url, options) => viaMsal(send('GET', url, sendOptions(options))),
  sendPostRequestAsync: (url, options) => viaMsal(send('POST', url, sendOptions(options))),
}

function sendOptions(options: { headers?: Record<string, string>; body?: string } | undefined) {
  return { headers: options?.headers ?? {}, body: options?.body ?? '' }
}

async function viaMsal<T>(sent: Promise<Sent>): Promise<NetworkResponse<T>> {
  const { status, headers, body } = await sent
  return { status, headers, body: JSON.parse(body) }
}

/** @azure/identity takes a transport as a policy of its pipeline. */
const throughCloud: PipelinePolicy = {
  name: 'embedded-cloud',
  sendRequest(request, next) {
    request.agent = cloud.agent
    return next(request)
  },
}
const pipeline = {
  additionalPolicies: [{ policy: throughCloud, position: 'perRetry' as const }],
}

describe('@azure/identity', () => {
  it('gets tokens with ClientSecretCredential, authority validation left on', async () => {
    const { clientId, clientSecret, objectId } = application('automation')
    const { tenantId } = cloud.credentials
    const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, pipeline)
    for (const scope of [
      'https://vault.azure.net/.default',
      'https://management.azure.com/.default',
    ]) {
      const { token } = await credential.getToken(scope)
      expect(claimsOf(token)).toMatchObject({ oid: objectId, tid: tenantId, idtyp: 'app' })
    }
  })

  it('reports a wrong secret as AADSTS7000215', async () => {
    const { clientId } = application('automation')
    const credential = new ClientSecretCredential(
      cloud.credentials.tenantId,
      clientId,
      'wrong-secret',
      pipeline,
    )
    await expect(credential.getToken('https://vault.azure.net/.default')).rejects.toThrow(
      /AADSTS7000215/,
    )
  })
})

/** Signs in as a browser would, and returns the code that the redirect carries. */
async function browse(url: string, account: string): Promise<URLSearchParams> {
  const page = await send('GET', url)
  const form = new URLSearchParams({
    ticket: /name="ticket" value="([^"]+)"/.exec(page.body)?.[1] ?? '',
    account,
  })
  const answer = await send('POST', new URL('login', url).href, {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  })
  return new URL(answer.headers.location ?? '').searchParams
}

async function signIn(account: string) {
  const { clientId } = application('console')
  const authority = `https://login.microsoftonline.com/${cloud.credentials.tenantId}`
  const client = new PublicClientApplication({
    auth: { clientId, authority },
    system: { networkClient },
  })
  const { verifier, challenge } = await new CryptoProvider().generatePkceCodes()
  const scopes = [`api://${clientId}/access_as_user`]
  const url = await client.getAuthCodeUrl({
    scopes,
    redirectUri: testRedirectUri,
    codeChallenge: challenge,
    codeChallengeMethod: 'S256',
    nonce: 'nonce-1',
    state: 'state-1',
  })
  const answer = await browse(url, account)
  const result = await client.acquireTokenByCode(
    {
      code: answer.get('code') ?? '',
      codeVerifier: verifier,
      scopes,
      redirectUri: testRedirectUri,
      nonce: 'nonce-1',
      state: 'state-1',
    },
    { code: answer.get('code') ?? '', state: answer.get('state') ?? '' },
  )
  return { client, result, scopes }
}

describe('@azure/msal-node', () => {
  it('signs a person in with code and PKCE, and renews silently', async () => {
    const { client, result, scopes } = await signIn('dev@contoso.example')
    const dev = cloud.credentials.users.find((user) => user.userPrincipalName.startsWith('dev@'))
    expect(result.account?.homeAccountId).toBe(`${dev?.objectId}.${cloud.credentials.tenantId}`)
    expect(result.account?.username).toBe('dev@contoso.example')
    expect(claimsOf(result.accessToken)).toMatchObject({ roles: ['Developer'], ver: '2.0' })
    if (!result.account) throw new Error('MSAL made no account.')
    const renewed = await client.acquireTokenSilent({
      account: result.account,
      scopes,
      forceRefresh: true,
    })
    expect(renewed.accessToken).not.toBe(result.accessToken)
    expect(claimsOf(renewed.accessToken)).toMatchObject({ oid: dev?.objectId })
  })

  it('acts on behalf of the person, at the vaults and at the management plane', async () => {
    const { result } = await signIn('ops@contoso.example')
    const { clientId, clientSecret } = application('console')
    const { tenantId } = cloud.credentials
    const api = new ConfidentialClientApplication({
      auth: {
        clientId,
        clientSecret,
        authority: `https://login.microsoftonline.com/${tenantId}`,
      },
      system: { networkClient },
    })
    for (const audience of ['https://vault.azure.net', 'https://management.azure.com']) {
      const token = await api.acquireTokenOnBehalfOf({
        oboAssertion: result.accessToken,
        scopes: [`${audience}/.default`],
      })
      expect(claimsOf(token?.accessToken)).toMatchObject({
        aud: audience,
        appid: clientId,
        scp: 'user_impersonation',
        upn: 'ops@contoso.example',
      })
    }
    const credential = new OnBehalfOfCredential({
      tenantId,
      clientId,
      clientSecret,
      userAssertionToken: result.accessToken,
      ...pipeline,
    })
    const { token } = await credential.getToken('https://vault.azure.net/.default')
    expect(claimsOf(token)).toMatchObject({ upn: 'ops@contoso.example' })
  })

  it('issues tokens that jose verifies against the published keys', async () => {
    const { result } = await signIn('auditor@contoso.example')
    const { tenantId } = cloud.credentials
    const authority = `https://login.microsoftonline.com/${tenantId}`
    const keys = createRemoteJWKSet(new URL(`${authority}/discovery/v2.0/keys`), {
      [customFetch]: async (url) => new Response((await send('GET', url)).body),
    })
    const { payload } = await jwtVerify(result.accessToken, keys, {
      issuer: `${authority}/v2.0`,
      audience: application('console').clientId,
      algorithms: ['RS256'],
    })
    expect(payload.roles).toEqual(['Auditor'])
  })
})
