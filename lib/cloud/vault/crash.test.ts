import { type ChildProcess, spawn } from 'node:child_process'
import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { Agent, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { figure, hardening } from '#lib/testing/harden.ts'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { listAudit, verifyAudit } from '../logs/audit.ts'
import { openStore } from '../store/store.ts'

/**
 * The promise under the whole cloud: acknowledged means durable. The program is killed at random
 * points while several clients work, started again, and asked for everything it ever said yes to.
 * The promise is 500 kills, as 25 estates of 20. A tenth would take minutes, so every day has
 * one estate.
 */
const kills = 20
const estates = figure(25, 1)
const clientCount = figure(16, 6)
/** From the start of the process until somebody is signed in, in ms. */
const restarts: number[] = []
const host = 'contoso-dev.vault.azure.net'
let dataDir: string
let ssl: OpenSsl
let pem: string

beforeAll(() => {
  ssl = openSsl()
  ssl.makeKey('own', 'P-256')
  ssl.makeCertificate('own', '/CN=own')
  pem = ssl.text('own.crt') + ssl.text('own.key')
})
afterAll(() => {
  ssl.dispose()
})
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'strongroom-crash-'))
})
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

interface Running {
  child: ChildProcess
  port: number
  agent: Agent
  token: string
}

interface Reply {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  body: any
}

/** What the cloud acknowledged under one name, last state only. */
type Promised =
  | { kind: 'created'; requestId: string }
  | { kind: 'imported'; thumbprint: string }
  | { kind: 'deleted' }
  | { kind: 'purged' }

const eachEstate = it.each(Array.from({ length: estates }, (_, at) => at + 1))
const title = `loses nothing and shows nothing half in ${kills} kills, estate %i of ${estates}`
eachEstate(title, { timeout: 600_000 }, async () => {
  const promised = new Map<string, Promised>()
  const answered = new Set<string>()
  for (let kill = 0; kill < kills; kill++) {
    const cloud = await start()
    // Everything is asked for at the end; in between what the last round said yes to.
    await verify(cloud, recent(promised, `k${kill - 1}-`))
    const stop = new AbortController()
    const imported = Promise.withResolvers<void>()
    const clients = Array.from({ length: clientCount }, (_, client) =>
      work(cloud, {
        prefix: `k${kill}-${client}`,
        importer: client < 2,
        promised,
        answered,
        stop,
        onImport: imported.resolve,
      }),
    )
    // The first import of a process waits for a thread: half of the kills come only after it.
    if (kill % 2 === 1) await imported.promise
    // The pause is the experiment: a kill at any moment must do no harm.
    await delay(30 + Math.random() * 400)
    cloud.child.kill('SIGKILL')
    await once(cloud.child, 'exit')
    stop.abort()
    await Promise.all(clients)
    cloud.agent.destroy()
    soundness()
  }
  const cloud = await start()
  await verify(cloud, promised)
  cloud.child.kill('SIGTERM')
  await once(cloud.child, 'exit')
  cloud.agent.destroy()
  // Enough happened for the result to mean something.
  const kinds = [...promised.values()].map((one) => one.kind)
  for (const kind of ['created', 'imported', 'deleted', 'purged'] as const) {
    expect(kinds.filter((one) => one === kind).length, kind).toBeGreaterThan(hardening ? 3 : 0)
  }
  inspect(answered)
})

it.runIf(hardening)('is back in a second, 19 of 20 times', () => {
  const [slow = 0] = restarts.toSorted((a, b) => b - a).slice(Math.ceil(restarts.length / 20))
  expect(slow).toBeLessThan(1_000)
})

/** Creates or imports, and takes some of it away again, until the process is gone. */
async function work(
  cloud: Running,
  job: {
    prefix: string
    importer: boolean
    promised: Map<string, Promised>
    answered: Set<string>
    stop: AbortController
    onImport: () => void
  },
): Promise<void> {
  const { promised, answered, stop } = job
  try {
    for (let n = 0; !stop.signal.aborted; n++) {
      const name = `${job.prefix}-${n}`
      const send = async (method: string, path: string, body?: object) => {
        const id = `${name}-${method}`
        const reply = await call(cloud, method, path, body, id)
        answered.add(id)
        return reply
      }
      if (job.importer) {
        const policy = { secret_props: { contentType: 'application/x-pem-file' } }
        const made = await send('POST', `/certificates/${name}/import`, { value: pem, policy })
        expect(made.status).toBe(200)
        promised.set(name, { kind: 'imported', thumbprint: made.body.x5t })
        job.onImport()
        continue
      }
      const policy = {
        issuer: { name: 'Self' },
        key_props: { kty: 'EC', crv: 'P-256' },
        x509_props: { subject: `CN=${name}` },
      }
      const made = await send('POST', `/certificates/${name}/create`, { policy })
      expect(made.status).toBe(202)
      promised.set(name, { kind: 'created', requestId: made.body.request_id })
      if (n % 3 === 0) continue
      // From here on either state may survive the kill, until the answer says which.
      promised.delete(name)
      expect((await send('DELETE', `/certificates/${name}`)).status).toBe(200)
      promised.set(name, { kind: 'deleted' })
      if (n % 3 === 1) continue
      promised.delete(name)
      expect((await send('PATCH', `/deletedcertificates/${name}`)).status).toBe(204)
      promised.set(name, { kind: 'purged' })
    }
  } catch (error) {
    // The connection broke with the process; anything else is a finding.
    if (!(error instanceof Error && 'code' in error)) throw error
  }
}

async function verify(cloud: Running, promised: ReadonlyMap<string, Promised>): Promise<void> {
  const [certificates, keys, secrets] = await Promise.all([
    names(cloud, '/certificates'),
    names(cloud, '/keys'),
    names(cloud, '/secrets'),
  ])
  // A certificate without its twins, or a twin alone, is half an object.
  expect(keys).toEqual(certificates)
  expect(secrets).toEqual(certificates)
  const left = [...promised]
  // Many at a time, so that their audit records share a commit.
  while (left.length > 0) {
    await Promise.all(left.splice(0, 32).map(([name, state]) => verifyOne(cloud, name, state)))
  }
}

function recent(promised: ReadonlyMap<string, Promised>, prefix: string): Map<string, Promised> {
  return new Map([...promised].filter(([name]) => name.startsWith(prefix)))
}

async function verifyOne(cloud: Running, name: string, state: Promised): Promise<void> {
  const get = (path: string) => call(cloud, 'GET', path)
  if (state.kind === 'purged' || state.kind === 'deleted') {
    expect((await get(`/certificates/${name}`)).status, name).toBe(404)
    const gone = state.kind === 'purged' ? 404 : 200
    expect((await get(`/deletedcertificates/${name}`)).status, name).toBe(gone)
    return
  }
  if (state.kind === 'created') await completion(cloud, name, state.requestId)
  const certificate = await get(`/certificates/${name}`)
  expect(certificate.status, name).toBe(200)
  if (state.kind === 'imported') expect(certificate.body.x5t).toBe(state.thumbprint)
  const version = certificate.body.id.split('/').at(-1)
  const key = await get(`/keys/${name}/${version}`)
  const secret = await get(`/secrets/${name}/${version}`)
  const { publicKey } = new X509Certificate(Buffer.from(certificate.body.cer, 'base64'))
  expect(createPublicKey({ key: key.body.key, format: 'jwk' }).equals(publicKey), name).toBe(true)
  if (secret.body.contentType === 'application/x-pem-file') {
    const held = createPublicKey(createPrivateKey(secret.body.value))
    expect(held.equals(publicKey), name).toBe(true)
  } else {
    expect(secret.body.value, name).toMatch(/^MI/)
  }
}

/** An acknowledged creation goes on after a restart, and ends. */
async function completion(cloud: Running, name: string, requestId: string): Promise<void> {
  for (;;) {
    const pending = await call(
      cloud,
      'GET',
      `/certificates/${name}/pending?request_id=${requestId}`,
    )
    expect(pending.status, name).toBe(200)
    if (pending.body.status === 'completed') return
    expect(pending.body.status, name).toBe('inProgress')
  }
}

async function names(cloud: Running, path: string): Promise<string[]> {
  const found: string[] = []
  let next: string | null = path
  while (next !== null) {
    const { body }: Reply = await call(cloud, 'GET', next)
    for (const item of body.value) found.push((item.id ?? item.kid).split('/').at(-1))
    next = body.nextLink === null ? null : body.nextLink.replace(`https://${host}:443`, '')
  }
  return found
}

/** The file is whole, whenever the process ended. */
function soundness(): void {
  const store = openStore(dataDir)
  store.read((db) => {
    expect(db.sql('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
  })
  store.close()
}

/** After the last stop: the database is sound, and each answer has its audit record. */
function inspect(answered: ReadonlySet<string>): void {
  const store = openStore(dataDir)
  store.read((db) => {
    expect(db.sql('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    expect(db.sql('PRAGMA foreign_key_check').all()).toEqual([])
    expect(verifyAudit(db)).toBeNull()
    const recorded = new Set(listAudit(db, null, 1_000_000).map((row) => row.correlationId))
    expect([...answered].filter((id) => !recorded.has(id))).toEqual([])
  })
  store.close()
}

async function start(): Promise<Running> {
  const began = performance.now()
  const child = spawn(process.execPath, ['lib/cloud/main.ts'], {
    env: { ...process.env, CLOUD_PORT: '0', STRONGROOM_DATA: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const port = Number(/:(\d+)$/.exec(line)?.[1])
    if (!port) continue
    const ca = readFileSync(join(dataDir, 'cloud/ca.pem'), 'utf8')
    const agent = new Agent({ keepAlive: true, ca })
    const cloud = { child, port, agent, token: '' }
    const token = await signIn(cloud)
    restarts.push(performance.now() - began)
    return { ...cloud, token }
  }
  throw new Error('The cloud did not start.')
}

async function signIn(cloud: Running): Promise<string> {
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
  const { body } = await exchange(cloud, 'login.microsoftonline.com', {
    method: 'POST',
    path: `/${tenantId}/oauth2/v2.0/token`,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  })
  return body.access_token
}

/** `PATCH` of a deleted certificate stands for its purge, so that an id names one request only. */
function call(
  cloud: Running,
  method: string,
  path: string,
  body?: object,
  id?: string,
): Promise<Reply> {
  return exchange(cloud, host, {
    method: method === 'PATCH' ? 'DELETE' : method,
    path: path.includes('api-version=')
      ? path
      : `${path}${path.includes('?') ? '&' : '?'}api-version=7.4`,
    headers: {
      authorization: `Bearer ${cloud.token}`,
      'content-type': 'application/json',
      ...(id === undefined ? {} : { 'x-ms-client-request-id': id }),
    },
    body: body === undefined ? '' : JSON.stringify(body),
  })
}

function exchange(
  cloud: Running,
  servername: string,
  call: { method: string; path: string; headers: Record<string, string>; body: string },
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        ...{ host: '127.0.0.1', port: cloud.port, servername, agent: cloud.agent },
        method: call.method,
        path: call.path,
        headers: { ...call.headers, host: servername },
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
    outgoing.end(call.body)
  })
}
