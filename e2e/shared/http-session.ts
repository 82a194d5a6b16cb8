import { createHash, randomBytes } from 'node:crypto'
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { control, credentials } from './control.ts'

/** Roles of the console's registration, as the token spells them. */
export type Role = 'SecurityOperations' | 'Developer' | 'Auditor'

export interface RawReply {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  text: string
}

export interface RawRequest {
  method?: string
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array
  /** Another console than the one under test. */
  port?: number
}

export interface HttpSession {
  address: string
  /** `name=value`, as the browser sends it. */
  cookie: string
  /** The user's access token for the console, which came in once. */
  token: string
}

/** Name of the session's cookie on loopback. */
export const SESSION_COOKIE = 'strongroom-session'

const agent = new Agent({ keepAlive: true, maxSockets: 16 })

/** Origin of the console under test. */
export function origin(): string {
  return `http://localhost:${process.env.E2E_PORT}`
}

/**
 * One request exactly as written: no redirect is followed, no path is tidied, any header may be set,
 * `host` and `origin` included. Nothing is sent that is not named here.
 */
export function raw(path: string, request: RawRequest = {}): Promise<RawReply> {
  const { method = 'GET', headers = {}, body, port = Number(process.env.E2E_PORT) } = request
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
    const sent = httpRequest(
      {
        agent,
        host: '127.0.0.1',
        port,
        method,
        path,
        headers: { host: `localhost:${port}`, ...length, ...headers },
      },
      (reply) => {
        const chunks: Buffer[] = []
        reply.on('data', (chunk: Buffer) => chunks.push(chunk))
        reply.on('error', reject)
        reply.on('end', () => {
          const whole = Buffer.concat(chunks)
          const { statusCode = 0, headers } = reply
          resolve({ status: statusCode, headers, body: whole, text: whole.toString('utf8') })
        })
      },
    )
    sent.on('error', (error) => {
      // The server may close an idle connection in the moment that it is used again.
      const stale = sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET'
      if (stale) resolve(raw(path, request))
      else reject(error)
    })
    sent.end(body)
  })
}

/** The headers that our own pages send with a call that changes something. */
export function ownHeaders(session?: { cookie: string }): Record<string, string> {
  return {
    origin: origin(),
    'sec-fetch-site': 'same-origin',
    'x-strongroom-request': '1',
    ...(session ? { cookie: session.cookie } : {}),
  }
}

/** Makes an account of the embedded tenant with these app roles, or gives it them. */
export async function putAccount(address: string, roles: readonly Role[]): Promise<string> {
  await control('POST', '/users', { userPrincipalName: address, roles })
  return address
}

export function application(name: 'console' | 'automation') {
  const found = credentials().applications.find((app) => app.name === name)
  if (!found) throw new Error(`The cloud has no application ${name}.`)
  return found
}

function loginPath(endpoint: string): string {
  return `/embedded/login/${credentials().tenantId}/oauth2/v2.0/${endpoint}`
}

/** The tokens that MSAL would have got: authorization code with PKCE, by way of the account page. */
export async function tokensOf(address: string): Promise<{ access: string; id: string }> {
  const verifier = randomBytes(32).toString('base64url')
  const redirectUri = `${origin()}/sign-in`
  const { clientId } = application('console')
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: redirectUri,
    scope: `api://${clientId}/access_as_user openid profile offline_access`,
    state: 'state',
    nonce: 'nonce',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const page = await raw(`${loginPath('authorize')}?${query}`)
  const ticket = /name="ticket" value="([^"]+)"/.exec(page.text)?.[1]
  if (ticket === undefined) throw new Error(`No account page: ${page.status} ${page.text}`)
  const chosen = await post('login', { ticket, account: address })
  const code = new URL(chosen.headers.location ?? redirectUri).searchParams.get('code')
  if (code === null) throw new Error(`No code for ${address}: ${chosen.status} ${chosen.text}`)
  const answer = await post('token', {
    grant_type: 'authorization_code',
    client_id: clientId,
    redirect_uri: redirectUri,
    code,
    code_verifier: verifier,
  })
  const tokens: { access_token?: string; id_token?: string } = JSON.parse(answer.text)
  if (!tokens.access_token || !tokens.id_token) throw new Error(`No token: ${answer.text}`)
  return { access: tokens.access_token, id: tokens.id_token }
}

/** An access token for vaults, by a grant that needs no browser. */
export async function vaultToken(fields: Record<string, string>): Promise<string> {
  const answer = await post('token', { scope: 'https://vault.azure.net/.default', ...fields })
  const { access_token: token }: { access_token?: string } = JSON.parse(answer.text)
  if (!token) throw new Error(`No token: ${answer.status}`)
  return token
}

const azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'

/** A person's access token for vaults, got with the Azure CLI. */
export const vaultTokenOf = (address: string): Promise<string> =>
  vaultToken({ ...signInOf(address), client_id: azureCli })

/** The grant by which a person signs in without a browser. */
export const signInOf = (address: string) => ({
  grant_type: 'password',
  username: address,
  password: 'any',
})

function post(endpoint: string, fields: Record<string, string>): Promise<RawReply> {
  return raw(loginPath(endpoint), {
    method: 'POST',
    headers: {
      origin: origin(),
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams(fields).toString(),
  })
}

/** `POST /api/session` with a token, as the sign-in page sends it. */
export function presentToken(token: string, headers: Record<string, string> = {}) {
  return raw('/api/session', {
    method: 'POST',
    headers: { ...ownHeaders(), 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ token }),
  })
}

/** Value of the session's cookie in an answer's `Set-Cookie`, or null. */
export function cookieOf(reply: RawReply): string | null {
  const found = (reply.headers['set-cookie'] ?? []).find((line) =>
    line.startsWith(`${SESSION_COOKIE}=`),
  )
  return found?.split(';')[0] ?? null
}

/** Signs an account in over plain HTTP. */
export async function signInOverHttp(address: string): Promise<HttpSession> {
  const { access: token } = await tokensOf(address)
  const reply = await presentToken(token)
  const cookie = cookieOf(reply)
  if (reply.status !== 201 || cookie === null) {
    throw new Error(`${address} was not signed in: ${reply.status} ${reply.text}`)
  }
  return { address, cookie, token }
}

/** Ends a session, so that tests do not use up an account's few. */
export async function signOutOverHttp(session: { cookie: string }): Promise<RawReply> {
  return raw('/api/session', { method: 'DELETE', headers: ownHeaders(session) })
}

/** GET of an API answer as JSON. Throws when it is not 200. */
export async function getJson<T>(session: HttpSession, path: string): Promise<T> {
  const reply = await raw(path, { headers: { cookie: session.cookie } })
  if (reply.status !== 200) throw new Error(`GET ${path}: ${reply.status} ${reply.text}`)
  const body: T = JSON.parse(reply.text)
  return body
}
