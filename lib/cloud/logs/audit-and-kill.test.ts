import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { figure, patience } from '#lib/testing/harden.ts'
import {
  isBrokenConnection,
  type KillableCloud,
  startKillableCloud,
} from '#lib/testing/killable-cloud.ts'
import { openStore } from '../store/store.ts'
import { type AuditLine, listAudit, verifyAudit } from './audit.ts'

/**
 * Who got an answer is in the log, however the process ended. The promise is 100,000 answers and 100
 * kills. A tenth would take a minute, so every day has two kills.
 */
const kills = figure(100, 2)
const answersPerKill = figure(1_000, 200)
const clientCount = 16
const canary = 'canary-77e0b2'
const digest = Buffer.alloc(32, 7).toString('base64url')
let dataDir: string

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'strongroom-log-'))
})
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true })
})

/** What a client does over and over: the request, and what the log calls it. */
const requests: readonly (readonly [method: string, path: string, body?: object])[] = [
  ['GET', '/secrets/kept'],
  ['PUT', '/secrets/kept', { value: canary }],
  ['POST', '/keys/kept/sign', { alg: 'ES256', value: digest }],
  ['POST', '/keys/kept/rotate'],
  ['GET', '/secrets'],
  ['GET', '/secrets/nothing'],
  ['PUT', '/secrets/kept', { value: 7 }],
  ['PATCH', '/secrets/kept', { tags: { t: 'u' } }],
]
const names = [
  ...['SecretGet', 'SecretSet', 'KeySign', 'KeyRotate', 'SecretList'],
  ...['SecretGet', 'SecretSet', 'SecretUpdate'],
]

/** Status and place in `requests` of each answer, by its id. */
type Answered = Map<string, { status: number; at: number }>

async function client(cloud: KillableCloud, prefix: string, answered: Answered): Promise<void> {
  try {
    for (let n = 0; ; n++) {
      const at = n % requests.length
      const [method, path, body] = requests[at] ?? ['GET', '/secrets']
      const { status } = await cloud.call(method, path, body, `${prefix}-${n}`)
      answered.set(`${prefix}-${n}`, { status, at })
    }
  } catch (error) {
    if (!isBrokenConnection(error)) throw error
  }
}

const title = `has one record for each of ${kills * answersPerKill} answers, over ${kills} kills`
it(title, { timeout: patience(60_000) }, async () => {
  const answered: Answered = new Map()
  for (let kill = 0; kill < kills; kill++) {
    const cloud = await startKillableCloud(dataDir)
    if (kill === 0) {
      await cloud.call('PUT', '/secrets/kept', { value: canary })
      await cloud.call('POST', '/keys/kept/create', { kty: 'EC' })
    }
    const clients = Array.from({ length: clientCount }, (_, at) =>
      client(cloud, `audited-${kill}-${at}`, answered),
    )
    const enough = (kill + 1) * answersPerKill
    while (answered.size < enough) await delay(10)
    await cloud.kill()
    await Promise.all(clients)
  }
  const store = openStore(dataDir)
  const lines = store.read((db) => {
    expect(verifyAudit(db)).toBeNull()
    return listAudit(db, null, Number.MAX_SAFE_INTEGER)
  })
  store.close()
  const records = new Map<string, AuditLine>()
  for (const line of lines) {
    expect(JSON.stringify(line)).not.toContain(canary)
    if (!line.correlationId.startsWith('audited-')) continue
    expect(records.has(line.correlationId), line.correlationId).toBe(false)
    records.set(line.correlationId, line)
  }
  for (const [id, { status, at }] of answered) {
    const record = records.get(id)
    expect(record, id).toBeDefined()
    // Who, what, when, and how it ended.
    expect(record?.identity.claim.appid).toMatch(/^[\da-f-]{36}$/)
    expect(record?.operationName).toBe(names[at])
    expect(record?.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/)
    expect(record?.properties.httpStatusCode).toBe(status)
    expect(status).toBeLessThan(500)
  }
  expect(answered.size).toBeGreaterThanOrEqual(kills * answersPerKill)
  // Without an answer there are those alone that a kill came between.
  expect(records.size - answered.size).toBeLessThanOrEqual(kills * clientCount)
})
