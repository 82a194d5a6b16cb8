import { createPrivateKey, createPublicKey, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { figure, hardening } from '#lib/testing/harden.ts'
import {
  isBrokenConnection,
  type KillableCloud,
  listAll,
  startKillableCloud,
} from '#lib/testing/killable-cloud.ts'
import { type OpenSsl, openSsl } from '#lib/testing/openssl.ts'
import { readPfx } from '#lib/x509/pfx.ts'
import { listAudit, verifyAudit } from '../logs/audit.ts'
import { openStore } from '../store/store.ts'

/**
 * The promise under the whole cloud: acknowledged means durable. The program is killed at random
 * points while several clients create, import, rotate, delete, recover and purge, started again, and
 * asked for everything it ever said yes to. The promise is 500 kills, as 25 estates of 20. A tenth
 * would take minutes, so every day has one estate.
 */
const kills = 20
const estates = figure(25, 1)
const clientCount = figure(16, 6)
/** From the start of the process until somebody is signed in, in ms. */
const restarts: number[] = []
/** How many names of each kind were in some estate at its end. */
const happened = new Map<Promised['kind'], number>()
const digest = Buffer.alloc(32, 7)
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

/** What the cloud acknowledged under one name, last state only. */
type Promised =
  | { kind: 'created' | 'recovered'; requestId: string }
  | { kind: 'imported' | 'brought back'; thumbprint: string }
  | { kind: 'deleted' | 'purged' }
  /** The versions of a key by id, each with a coordinate of its public point, oldest first. */
  | { kind: 'rotated'; points: Map<string, string> }

const kinds: readonly Promised['kind'][] = [
  ...(['created', 'recovered', 'imported', 'brought back'] as const),
  ...(['deleted', 'purged', 'rotated'] as const),
]

/** What a client of one process works with. */
interface Job {
  /** Sends with an id of its own, which is noted when the answer came. */
  send: KillableCloud['call']
  promised: Map<string, Promised>
  prefix: string
  stop: AbortSignal
  onImport(): void
}

const eachEstate = it.each(Array.from({ length: estates }, (_, at) => at + 1))
const title = `loses nothing and shows nothing half in ${kills} kills, estate %i of ${estates}`
eachEstate(title, { timeout: 600_000 }, async () => {
  const promised = new Map<string, Promised>()
  const answered = new Set<string>()
  for (let kill = 0; kill < kills; kill++) {
    const cloud = await start()
    // Everything is asked for at the end; in between now and then what was said yes to since. Not each
    // time: what a process takes up again after a kill is to be killed, too.
    if (kill % 4 === 0) await verifyAll(cloud, since(promised, kill - 4))
    const stop = new AbortController()
    const imported = Promise.withResolvers<void>()
    const clients = Array.from({ length: clientCount }, (_, client) => {
      const prefix = `k${kill}-${client}`
      const work = [importing, importing, rotating][client] ?? creating
      return untilKilled(work, {
        send: noting(cloud, prefix, answered),
        ...{ promised, prefix, stop: stop.signal, onImport: imported.resolve },
      })
    })
    // The first import of a process waits for a thread: half of the kills come only after it.
    if (kill % 2 === 1) await imported.promise
    // The pause is the experiment: a kill at any moment must do no harm.
    await delay(30 + Math.random() * 400)
    await cloud.kill()
    stop.abort()
    await Promise.all(clients)
    soundness()
  }
  const cloud = await start()
  await verifyAll(cloud, promised)
  await cloud.stop()
  for (const one of promised.values()) happened.set(one.kind, (happened.get(one.kind) ?? 0) + 1)
  inspect(answered)
})

it('saw each kind often enough for the result to mean something', () => {
  for (const kind of kinds) {
    expect(happened.get(kind) ?? 0, kind).toBeGreaterThan(hardening ? 30 : 0)
  }
})

it.runIf(hardening)('is back in a second, 19 of 20 times', () => {
  const [slow = 0] = restarts.toSorted((a, b) => b - a).slice(Math.ceil(restarts.length / 20))
  process.stdout.write(`${restarts.length} starts, p95 ${Math.round(slow)} ms\n`)
  expect(slow).toBeLessThan(1_000)
})

function noting(cloud: KillableCloud, prefix: string, answered: Set<string>): Job['send'] {
  let requests = 0
  return async (method, path, body) => {
    const id = `${prefix}-${requests++}`
    const reply = await cloud.call(method, path, body, id)
    answered.add(id)
    return reply
  }
}

/** One thing after the other, until the process is gone. */
async function untilKilled(
  work: (job: Job, name: string, n: number) => Promise<void>,
  job: Job,
): Promise<void> {
  try {
    for (let n = 0; !job.stop.aborted; n++) await work(job, `${job.prefix}-${n}`, n)
  } catch (error) {
    // The connection broke with the process; anything else is a finding.
    if (!isBrokenConnection(error)) throw error
  }
}

async function importing(job: Job, name: string, n: number): Promise<void> {
  const policy = { secret_props: { contentType: 'application/x-pem-file' } }
  const made = await job.send('POST', `/certificates/${name}/import`, { value: pem, policy })
  expect(made.status).toBe(200)
  const thumbprint: string = made.body.x5t
  job.promised.set(name, { kind: 'imported', thumbprint })
  job.onImport()
  if (n % 3 === 0) return
  await deleting(job, name)
  if (n % 3 === 1) return
  await recovering(job, name, { kind: 'brought back', thumbprint })
}

async function creating(job: Job, name: string, n: number): Promise<void> {
  const policy = {
    issuer: { name: 'Self' },
    key_props: { kty: 'EC', crv: 'P-256' },
    x509_props: { subject: `CN=${name}` },
  }
  const made = await job.send('POST', `/certificates/${name}/create`, { policy })
  expect(made.status).toBe(202)
  const requestId: string = made.body.request_id
  job.promised.set(name, { kind: 'created', requestId })
  if (n % 4 === 0) return
  await deleting(job, name)
  if (n % 4 === 1) return
  // Its creation may not have ended before it was deleted: then it goes on now.
  if (n % 4 === 2) return recovering(job, name, { kind: 'recovered', requestId })
  // From here on either state may survive the kill, until the answer says which.
  job.promised.delete(name)
  expect((await job.send('DELETE', `/deletedcertificates/${name}`)).status).toBe(204)
  job.promised.set(name, { kind: 'purged' })
}

async function deleting(job: Job, name: string): Promise<void> {
  job.promised.delete(name)
  expect((await job.send('DELETE', `/certificates/${name}`)).status).toBe(200)
  job.promised.set(name, { kind: 'deleted' })
}

async function recovering(job: Job, name: string, then: Promised): Promise<void> {
  job.promised.delete(name)
  expect((await job.send('POST', `/deletedcertificates/${name}/recover`)).status).toBe(200)
  job.promised.set(name, then)
}

/** A key of its own and its new versions; what is not acknowledged may be there as well. */
async function rotating(job: Job, name: string): Promise<void> {
  const made = await job.send('POST', `/keys/${name}-own/create`, { kty: 'EC' })
  expect(made.status).toBe(200)
  const points = new Map([[made.body.key.kid, made.body.key.x]])
  job.promised.set(`${name}-own`, { kind: 'rotated', points })
  for (let n = 0; n < 8; n++) {
    const { status, body } = await job.send('POST', `/keys/${name}-own/rotate`)
    expect(status).toBe(200)
    points.set(body.key.kid, body.key.x)
  }
}

async function verifyAll(
  cloud: KillableCloud,
  promised: ReadonlyMap<string, Promised>,
): Promise<void> {
  const [certificates, keys, secrets] = await Promise.all([
    names(cloud, '/certificates'),
    names(cloud, '/keys'),
    names(cloud, '/secrets'),
  ])
  // A certificate without its twins, or a twin alone, is half an object.
  expect(keys.filter((name) => !name.endsWith('-own'))).toEqual(certificates)
  expect(secrets).toEqual(certificates)
  const left = [...promised]
  // Many at a time, so that their audit records share a commit.
  while (left.length > 0) {
    await Promise.all(left.splice(0, 32).map(([name, state]) => verifyOne(cloud, name, state)))
  }
}

function since(promised: ReadonlyMap<string, Promised>, kill: number): Map<string, Promised> {
  return new Map([...promised].filter(([name]) => Number(/^k(\d+)-/.exec(name)?.[1]) >= kill))
}

async function verifyOne(cloud: KillableCloud, name: string, state: Promised): Promise<void> {
  const get = (path: string) => cloud.call('GET', path)
  if (state.kind === 'rotated') return verifyKey(cloud, name, state.points)
  if (state.kind === 'purged' || state.kind === 'deleted') {
    expect((await get(`/certificates/${name}`)).status, name).toBe(404)
    const gone = state.kind === 'purged' ? 404 : 200
    expect((await get(`/deletedcertificates/${name}`)).status, name).toBe(gone)
    return
  }
  if ('requestId' in state) await completion(cloud, name, state.requestId)
  const certificate = await get(`/certificates/${name}`)
  expect(certificate.status, name).toBe(200)
  if ('thumbprint' in state) expect(certificate.body.x5t).toBe(state.thumbprint)
  const version = certificate.body.id.split('/').at(-1)
  const key = await get(`/keys/${name}/${version}`)
  const secret = await get(`/secrets/${name}/${version}`)
  const { publicKey } = new X509Certificate(Buffer.from(certificate.body.cer, 'base64'))
  expect(createPublicKey({ key: key.body.key, format: 'jwk' }).equals(publicKey), name).toBe(true)
  const held = createPublicKey(await privateKeyIn(secret.body))
  expect(held.equals(publicKey), name).toBe(true)
}

async function privateKeyIn(secret: { contentType: string; value: string }) {
  if (secret.contentType === 'application/x-pem-file') return createPrivateKey(secret.value)
  const { entries } = await readPfx(Buffer.from(secret.value, 'base64'), '')
  const der = Buffer.from(entries[0]?.pkcs8 ?? [])
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
}

/** Each version is the key it was, and the current one signs as what it shows. */
async function verifyKey(
  cloud: KillableCloud,
  name: string,
  points: ReadonlyMap<string, string>,
): Promise<void> {
  const listed = (await listAll(cloud, `/keys/${name}/versions`)).map(({ kid }) => kid)
  // The one that was on its way may have come to be.
  expect(listed.length, name).toBeLessThanOrEqual(points.size + 1)
  for (const [kid, point] of points) {
    expect(listed, name).toContain(kid)
    const { body } = await cloud.call('GET', new URL(kid).pathname)
    expect(body.key.x, kid).toBe(point)
  }
  const { key } = (await cloud.call('GET', `/keys/${name}`)).body
  const unknown = listed.find((kid) => !points.has(kid))
  expect(key.kid, name).toBe(unknown ?? [...points.keys()].at(-1))
  const signed = await cloud.call('POST', `/keys/${name}/sign`, {
    ...{ alg: 'ES256', value: digest.toString('base64url') },
  })
  expect(signed.status, name).toBe(200)
  expect(signed.body.kid, name).toBe(key.kid)
  const valid = await cloud.call('POST', `/keys/${name}/verify`, {
    ...{ alg: 'ES256', digest: digest.toString('base64url'), value: signed.body.value },
  })
  expect(valid.body.value, name).toBe(true)
}

/** An acknowledged creation goes on after a restart, and ends. */
async function completion(cloud: KillableCloud, name: string, requestId: string): Promise<void> {
  for (;;) {
    const path = `/certificates/${name}/pending?request_id=${requestId}`
    const pending = await cloud.call('GET', path)
    expect(pending.status, name).toBe(200)
    if (pending.body.status === 'completed') return
    expect(pending.body.status, name).toBe('inProgress')
    await delay(20)
  }
}

async function names(cloud: KillableCloud, path: string): Promise<string[]> {
  const items = await listAll(cloud, path)
  return items.map((item) => (item.id ?? item.kid).split('/').at(-1))
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

async function start(): Promise<KillableCloud> {
  const cloud = await startKillableCloud(dataDir)
  restarts.push(cloud.startedInMs)
  return cloud
}
