import { createHash, randomBytes } from 'node:crypto'
import { invariant } from '#lib/base/invariant.ts'
import { type TestCloud, testRedirectUri } from './cloud.ts'

const origin = 'https://login.microsoftonline.com'

/**
 * An access token of a user, as a browser gets it from the embedded cloud: authorization code with
 * PKCE for the console's application, the account chosen on the account page.
 *
 * @param account the part before the `@`, for example `dev`; the whole address of one that was added
 * @param scope for example `https://vault.azure.net/.default`
 */
export async function signInAs(cloud: TestCloud, account: string, scope: string): Promise<string> {
  const { tenantId, applications, users } = cloud.credentials
  const client = applications.find((application) => application.name === 'console')
  const address = account.includes('@')
    ? account
    : users.find((one) => one.userPrincipalName.startsWith(`${account}@`))?.userPrincipalName
  invariant(client && address, `the credentials name the console and ${account}`)
  const endpoint = `${origin}/${tenantId}/oauth2/v2.0`
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    client_id: client.clientId,
    redirect_uri: testRedirectUri,
    response_type: 'code',
    response_mode: 'query',
    scope: `openid ${scope}`,
    nonce: 'n',
    state: 's',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })

  const page = await (await send(cloud, new Request(`${endpoint}/authorize?${query}`))).text()
  const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1]
  invariant(ticket, `the account page has a ticket: ${page}`)
  const chosen = await send(cloud, form(`${endpoint}/login`, { ticket, account: address }))
  const code = new URL(chosen.headers.get('location') ?? 'about:blank').searchParams.get('code')
  invariant(code, `the answer carries a code: ${chosen.status}`)
  const answer = await send(
    cloud,
    form(`${endpoint}/token`, {
      grant_type: 'authorization_code',
      client_id: client.clientId,
      redirect_uri: testRedirectUri,
      code,
      code_verifier: verifier,
    }),
  )
  return accessTokenIn(await answer.json())
}

/** An access token of an application of the credentials, for itself. */
export async function signInApplication(
  cloud: TestCloud,
  name: string,
  scope: string,
): Promise<string> {
  const { tenantId, applications } = cloud.credentials
  const application = applications.find((one) => one.name === name)
  invariant(application, `the credentials name ${name}`)
  const answer = await send(
    cloud,
    form(`${origin}/${tenantId}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: application.clientId,
      client_secret: application.clientSecret,
      scope,
    }),
  )
  return accessTokenIn(await answer.json())
}

function accessTokenIn(body: unknown): string {
  invariant(
    typeof body === 'object' && body !== null && 'access_token' in body,
    `the token endpoint answers with a token: ${JSON.stringify(body)}`,
  )
  invariant(typeof body.access_token === 'string', 'an access token is text')
  return body.access_token
}

function send(cloud: TestCloud, request: Request): Promise<Response> {
  return cloud.cloud.fetch(request, { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' })
}

function form(url: string, fields: Record<string, string>): Request {
  return new Request(url, {
    method: 'POST',
    headers: { origin: new URL(testRedirectUri).origin },
    body: new URLSearchParams(fields),
  })
}
