import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** The embedded cloud as a process of its own that a test may kill at any moment. */
export interface KillableCloud {
  /** From the start of the process until somebody was signed in, in ms. */
  readonly startedInMs: number
  /**
   * Asks the vault as the application `automation`. Rejects with a coded error when the connection
   * broke, so when nothing was acknowledged.
   * @param id becomes the correlation id of the audit record
   */
  call(method: string, path: string, body?: object, id?: string): Promise<Reply>
  kill(): Promise<void>
  /** Ends it in the ordinary way. */
  stop(): Promise<void>
}

export interface Reply {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  readonly body: any
}

/** A vault of the sample that holds nothing but what the test puts there. */
const host = 'contoso-dev.vault.azure.net'

interface Exchange {
  readonly host: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export async function startKillableCloud(dataDir: string): Promise<KillableCloud> {
  const began = performance.now()
  const child = spawn(process.execPath, ['lib/cloud/main.ts'], {
    env: { ...process.env, CLOUD_PORT: '0', STRONGROOM_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await portOf(child)
  const ca = readFileSync(join(dataDir, 'cloud/ca.pem'), 'utf8')
  const agent = new Agent({ keepAlive: true, ca })
  const send = (what: Exchange) => exchange(port, agent, what)
  const token = await signIn(dataDir, send)
  const end = async (signal: NodeJS.Signals) => {
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
    agent.destroy()
  }
  return {
    startedInMs: performance.now() - began,
    call: (method, path, body, id) =>
      send({
        host,
        method,
        path: path.includes('api-version=')
          ? path
          : `${path}${path.includes('?') ? '&' : '?'}api-version=7.4`,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(id === undefined ? {} : { 'x-ms-client-request-id': id }),
        },
        body: body === undefined ? '' : JSON.stringify(body),
      }),
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

/** Every item of a list, over all its pages. */
export async function listAll(cloud: KillableCloud, path: string): Promise<Reply['body'][]> {
  const found: Reply['body'][] = []
  let next: string | null = path
  while (next !== null) {
    const { body }: Reply = await cloud.call('GET', next)
    found.push(...body.value)
    next = body.nextLink === null ? null : body.nextLink.replace(`https://${host}:443`, '')
  }
  return found
}

/** True for what a call rejects with when the process went away under it. */
export function isBrokenConnection(error: unknown): boolean {
  return error instanceof Error && 'code' in error
}

async function portOf(child: ChildProcess): Promise<number> {
  if (!child.stdout) throw new Error('The cloud has no output.')
  for await (const line of createInterface({ input: child.stdout })) {
    const port = Number(/:(\d+)$/.exec(line)?.[1])
    if (port) return port
  }
  throw new Error('The cloud did not start.')
}

async function signIn(dataDir: string, send: (what: Exchange) => Promise<Reply>): Promise<string> {
  const { tenantId, applications } = JSON.parse(
    readFileSync(join(dataDir, 'cloud/credentials.json'), 'utf8'),
  )
  const automation = applications.find((one: { name: string }) => one.name === 'automation')
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: automation.clientId,
    client_secret: automation.clientSecret,
    scope: 'https://vault.azure.net/.default',
  })
  const { body } = await send({
    host: 'login.microsoftonline.com',
    method: 'POST',
    path: `/${tenantId}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  })
  return body.access_token
}

function exchange(port: number, agent: Agent, what: Exchange): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        ...{ host: '127.0.0.1', port, servername: what.host, agent },
        method: what.method,
        path: what.path,
        headers: { ...what.headers, host: what.host },
      },
      (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8')
          resolve({ status: incoming.statusCode ?? 0, body: text === '' ? null : JSON.parse(text) })
        })
      },
    )
    outgoing.on('error', reject)
    outgoing.end(what.body)
  })
}
