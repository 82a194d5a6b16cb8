import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { invariant } from '#lib/base/invariant.ts'
import type { Services } from '#lib/features/services.ts'
import { parseEnv } from '#lib/runtime/env.ts'
import { createLogger } from '#lib/runtime/logger.ts'
import { type Console, compose } from '#lib/runtime/services.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestCloud, type TestCloud, testRedirectUri } from './cloud.ts'

/** The console without its pages, on an embedded cloud of its own: what verbs are tested with. */
export interface TestConsole {
  readonly cloud: TestCloud
  readonly console: Console
  readonly services: Services
  /** Everything that was logged so far. */
  logged(): string
  /** The user's token for the console, by the browser's way through the login service. */
  tokenOf(account: string): Promise<string>
  /** A caller with a session of its own. */
  signIn(account: string): Promise<Caller>
  close(): Promise<void>
}

export async function startTestConsole(): Promise<TestConsole> {
  const cloud = await startTestCloud({ sample: true })
  const dataDir = await mkdtemp(join(tmpdir(), 'strongroom-console-'))
  const app = cloud.credentials.applications.find((entry) => entry.name === 'console')
  invariant(app, 'the cloud knows the console')
  const env = parseEnv({
    STRONGROOM_DATA: dataDir,
    AZURE_TENANT_ID: cloud.credentials.tenantId,
    AZURE_CLIENT_ID: app.clientId,
    AZURE_CLIENT_SECRET: app.clientSecret,
    HTTPS_PROXY: `http://127.0.0.1:${cloud.port}`,
    STRONGROOM_EMBEDDED: '1',
    STRONGROOM_CONTROL_TOKEN: cloud.credentials.controlToken,
  })
  let lines = ''
  const log = createLogger('debug', {
    write(line: string) {
      lines += line
    },
  })
  const console = await compose(env, { ca: cloud.ca, log })
  const tokenOf = (account: string) => userToken(console, account)
  return {
    cloud,
    console,
    services: console.services,
    logged: () => lines,
    tokenOf,
    async signIn(account) {
      const { session } = await console.sessions.begin(await tokenOf(account))
      return session.caller
    },
    async close() {
      await console.close()
      await cloud.close()
      await rm(dataDir, { recursive: true })
    },
  }
}

async function userToken({ env, cloud, transport }: Console, account: string): Promise<string> {
  const root = `https://${cloud.loginHost}/${env.tenantId}/oauth2/v2.0`
  const verifier = randomBytes(32).toString('base64url')
  const scope = `openid profile offline_access api://${env.clientId}/access_as_user`
  const query = new URLSearchParams({
    client_id: env.clientId,
    response_type: 'code',
    redirect_uri: testRedirectUri,
    scope,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  })
  const page = await transport.request(cloud.loginHost, {
    url: `${root}/authorize?${query}`,
    method: 'GET',
  })
  const post = (path: string, fields: Record<string, string>) =>
    transport.request(cloud.loginHost, {
      url: `${root}/${path}`,
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: new URL(testRedirectUri).origin,
      },
      body: new URLSearchParams(fields).toString(),
    })
  const chosen = await post('login', {
    ticket: /name="ticket" value="([^"]+)"/.exec(page.text)?.[1] ?? '',
    account,
  })
  const answer = await post('token', {
    client_id: env.clientId,
    grant_type: 'authorization_code',
    code: new URL(chosen.headers.location ?? 'about:blank').searchParams.get('code') ?? '',
    redirect_uri: testRedirectUri,
    code_verifier: verifier,
    scope,
  })
  const body: { access_token?: string } = JSON.parse(answer.text)
  invariant(body.access_token, `a token for ${account}: ${answer.text}`)
  return body.access_token
}
