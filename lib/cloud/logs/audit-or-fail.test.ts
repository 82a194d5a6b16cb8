import { afterAll, beforeAll, expect, it } from 'vitest'
import { figure, patience } from '#lib/testing/harden.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault/vault-under-test.ts'

/** What cannot be recorded does not happen, and what happens is recorded. */
let under: VaultUnderTest
const canary = 'canary-5d1c0f'
const digest = Buffer.alloc(32, 7).toString('base64url')

beforeAll(async () => {
  under = await openVaultUnderTest()
  // Not about the disk: nothing here waits for it.
  under.ctx.store.read((db) => db.sql('PRAGMA synchronous = OFF').run())
  await under.addVault({ name: 'kv' })
  await under.send('PUT', '/secrets/kept', { body: { value: canary } })
  await under.send('PUT', '/secrets/gone', { body: { value: canary } })
  await under.send('DELETE', '/secrets/gone')
  await under.send('POST', '/keys/kept/create', { body: { kty: 'EC' } })
})
afterAll(() => under.close())

type Request = readonly [method: string, path: string, body?: object]

function requestOf(at: number): Request {
  const requests: readonly Request[] = [
    ['GET', '/secrets/kept'],
    ['PUT', '/secrets/kept', { value: `${canary}-${at}` }],
    ['PUT', `/secrets/new${at}`, { value: canary }],
    ['POST', '/secrets/kept/backup'],
    ['POST', '/keys/kept/sign', { alg: 'ES256', value: digest }],
    ['POST', `/keys/new${at}/create`, { kty: 'EC' }],
    ['POST', '/keys/kept/rotate'],
    ['DELETE', '/keys/kept'],
    ['POST', '/deletedsecrets/gone/recover'],
    ['DELETE', '/deletedsecrets/gone'],
    [
      'POST',
      `/certificates/new${at}/create`,
      {
        policy: {
          issuer: { name: 'Unknown' },
          key_props: { kty: 'EC' },
          x509_props: { subject: 'CN=x' },
        },
      },
    ],
    ['GET', '/secrets'],
    ['GET', '/secrets/nothing'],
  ]
  return requests[at % requests.length] ?? ['GET', '/secrets']
}

/** Every row of every table. */
function state(): string {
  return under.ctx.store.read((db) => {
    const tables = db
      .sql("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
      .all()
      .map((row) => String(row.name))
    return JSON.stringify(tables.map((table) => [table, db.sql(`SELECT * FROM "${table}"`).all()]))
  })
}

const auditRows = () =>
  under.ctx.store.read((db) => Number(db.sql('SELECT count(*) AS n FROM audit_records').get()?.n))

const send = async (at: number) => {
  const [method, path, body] = requestOf(at)
  return under.send(method, path, body === undefined ? {} : { body })
}

it(`answers none of ${figure(1_000)} requests while nothing can be recorded`, {
  timeout: patience(30_000),
}, async () => {
  const before = state()
  under.ctx.store.read((db) => db.sql('PRAGMA query_only = ON').run())
  for (let at = 0; at < figure(1_000); at++) {
    const { status, body } = await send(at)
    expect([requestOf(at), status, body.error.code]).toEqual([
      ...[requestOf(at), 503, 'ServiceUnavailable'],
    ])
    expect(JSON.stringify(body)).not.toContain(canary)
  }
  under.ctx.store.read((db) => db.sql('PRAGMA query_only = OFF').run())
  expect(state()).toBe(before)
  expect((await under.send('GET', '/secrets/kept')).body.value).toBe(canary)
})

/** A tenth would take a minute. */
const calls = figure(100_000, 1_000)

it(`has one record for each of ${calls} answers, and no secret in any`, {
  timeout: patience(180_000),
}, async () => {
  const before = auditRows()
  let succeeded = 0
  for (let at = 0; at < calls; at += 50) {
    const answers = await Promise.all(Array.from({ length: 50 }, (_, next) => send(at + next)))
    for (const { status } of answers) {
      expect(status).toBeLessThan(500)
      if (status < 300) succeeded += 1
    }
  }
  expect(auditRows() - before).toBe(calls)
  expect(succeeded).toBeGreaterThan(calls / 3)
  const leaked = under.ctx.store.read((db) =>
    db.sql(`SELECT record FROM audit_records WHERE instr(record, '${canary}') > 0`).all(),
  )
  expect(leaked).toEqual([])
  expect(JSON.stringify(under.lines)).not.toContain(canary)
})
