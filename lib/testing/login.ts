import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { invariant } from '#lib/base/invariant.ts'
import type { CloudApp, CloudContext } from '#lib/cloud/context.ts'
import { createLoginApp } from '#lib/cloud/login/app.ts'
import {
  type CredentialApplication,
  type Credentials,
  loadCredentials,
} from '#lib/cloud/login/credentials.ts'
import { seedDirectory } from '#lib/cloud/login/seed.ts'
import { openSigningKey, type SigningKey } from '#lib/cloud/login/signing-key.ts'
import { createTokenVerifier } from '#lib/cloud/login/verify.ts'
import { openStore } from '#lib/cloud/store/store.ts'

/** The login service alone, without a port, on a clock that the test sets. */
export interface TestLogin {
  app: CloudApp
  ctx: CloudContext
  key: SigningKey
  credentials: Credentials
  console: CredentialApplication
  automation: CredentialApplication
  /** Real time in ms, as the login service sees it. */
  time: { now: number }
  /** Sends a request to `https://login.microsoftonline.com/<tenant id><path>`. */
  send(path: string, init?: RequestInit): Promise<Response>
  /** Posts a form to the v2 token endpoint and returns status and body. */
  token(fields: Record<string, string>): Promise<TokenAnswer>
  /** Walks the browser's way: the account page, the choice, and the code at the redirect URI. */
  signIn(
    options?: SignInOptions,
  ): Promise<{ code: string; verifier: string; answer: URLSearchParams }>
  close(): void
}

export interface TokenAnswer {
  status: number
  body: Record<string, unknown>
}

export interface SignInOptions {
  account?: string
  parameters?: Record<string, string>
}

export const redirectUri = 'http://localhost:3000/sign-in'

export async function openTestLogin(): Promise<TestLogin> {
  const dataDir = mkdtempSync(join(tmpdir(), 'strongroom-login-'))
  const store = openStore(dataDir)
  const credentials = await loadCredentials(store, dataDir, 'contoso.example')
  await seedDirectory(store, credentials, [redirectUri])
  const key = await openSigningKey(store)
  const time = { now: Date.now() }
  const tokens = createTokenVerifier({ key, tenantId: credentials.tenantId, now: () => time.now })
  const ctx: CloudContext = {
    store,
    clock: { now: () => new Date(time.now) },
    tokens,
    tenant: { id: credentials.tenantId, domain: 'contoso.example' },
    log: () => undefined,
  }
  const app = createLoginApp(ctx, { key, now: () => time.now })
  const applicationNamed = (name: string) => {
    const found = credentials.applications.find((entry) => entry.name === name)
    invariant(found, `there is an application ${name}`)
    return found
  }
  const send: TestLogin['send'] = (path, init) =>
    app.fetch(
      new Request(`https://login.microsoftonline.com/${credentials.tenantId}${path}`, init),
      { remoteAddress: '127.0.0.1', tlsVersion: 'TLSv1.3' },
    )
  const login: TestLogin = {
    app,
    ctx,
    key,
    credentials,
    console: applicationNamed('console'),
    automation: applicationNamed('automation'),
    time,
    send,
    async token(fields) {
      const body = new URLSearchParams(fields)
      const response = await send('/oauth2/v2.0/token', { method: 'POST', body })
      return { status: response.status, body: await readObject(response) }
    },
    signIn: (options = {}) => signIn(login, options),
    close() {
      store.close()
      rmSync(dataDir, { recursive: true })
    },
  }
  return login
}

async function signIn(login: TestLogin, { account, parameters }: SignInOptions) {
  const verifier = randomBytes(32).toString('base64url')
  const query = new URLSearchParams({
    client_id: login.console.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: `openid profile offline_access api://${login.console.clientId}/access_as_user`,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...parameters,
  })
  const page = await (await login.send(`/oauth2/v2.0/authorize?${query}`)).text()
  const response = await login.send('/oauth2/v2.0/login', {
    method: 'POST',
    body: new URLSearchParams({
      ticket: /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? '',
      account: account ?? 'ops@contoso.example',
    }),
  })
  const location = new URL(response.headers.get('location') ?? 'about:blank')
  const answer = new URLSearchParams(location.hash.slice(1) || location.search)
  return { code: answer.get('code') ?? '', verifier, answer }
}

/** The claims of a token, unchecked. */
export function claimsOf(token: unknown): Record<string, unknown> {
  const [, payload = ''] = String(token).split('.')
  return toObject(JSON.parse(Buffer.from(payload, 'base64url').toString()))
}

/** A JSON answer as an object; tests fail on anything else. */
export async function readObject(response: Response): Promise<Record<string, unknown>> {
  return toObject(await response.json())
}

function toObject(value: unknown): Record<string, unknown> {
  invariant(typeof value === 'object' && value !== null, 'the answer is an object')
  return { ...value }
}
