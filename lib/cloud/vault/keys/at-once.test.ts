import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { figure, patience } from '#lib/testing/harden.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let under: VaultUnderTest
beforeAll(async () => {
  under = await openVaultUnderTest()
  // Not about the disk: nothing here waits for it.
  under.ctx.store.read((db) => db.sql('PRAGMA synchronous = OFF').run())
  await under.addVault({ name: 'kv' })
})
afterAll(() => under.close())

it('makes one version of each accepted write, whoever writes at the same time', async () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const jwk = pair.privateKey.export({ format: 'jwk' })
  await under.send('POST', '/keys/k/create', { body: { kty: 'EC' } })
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, at) => {
      if (at % 3 === 0) return under.send('POST', '/keys/k/create', { body: { kty: 'EC' } })
      if (at % 3 === 1) return under.send('POST', '/keys/k/rotate')
      return under.send('PUT', '/keys/k', { body: { key: jwk } })
    }),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  const made = new Set(answers.map(({ body }) => body.key.kid))
  expect(made.size).toBe(60)
  const listed = new Set<string>()
  let path: string | null = '/keys/k/versions'
  while (path) {
    const { body }: { body: { value: { kid: string }[]; nextLink: string | null } } =
      await under.send('GET', path)
    for (const { kid } of body.value) listed.add(kid)
    path = body.nextLink
  }
  expect(listed.size).toBe(61)
  for (const kid of made) expect(listed).toContain(kid)
  const current = await under.send('GET', '/keys/k')
  expect(made).toContain(current.body.key.kid)
})

/** The promise is 1,000 rounds. A tenth waits too long for the disk, so every day has fewer. */
const clients = 64
const rounds = figure(1_000, 30)
const pendingRounds = figure(1_000, 10)

it(`keeps each write of ${clients} clients to one name, ${rounds} times`, {
  timeout: patience(30_000),
}, async () => {
  const ids = new Set<string>()
  let current = ''
  for (let round = 0; round < rounds; round++) {
    const answers = await Promise.all(
      Array.from({ length: clients }, (_, client) =>
        under.send('PUT', '/secrets/shared', { body: { value: `${round}/${client}` } }),
      ),
    )
    for (const { status, body } of answers) {
      expect(status).toBe(200)
      ids.add(body.id)
    }
    current = (await under.send('GET', '/secrets/shared')).body.value
    expect(current).toMatch(new RegExp(`^${round}/`))
  }
  expect(ids.size).toBe(clients * rounds)
  const kept = under.ctx.store.read((db) =>
    db.sql("SELECT count(*) AS n FROM vault_secret_versions WHERE name = 'shared'").get(),
  )
  expect(kept?.n).toBe(ids.size)
})

it(`begins one of ${clients} operations on one certificate, ${pendingRounds} times`, {
  timeout: patience(30_000),
}, async () => {
  const policy = {
    issuer: { name: 'Unknown' },
    key_props: { kty: 'EC' },
    x509_props: { subject: 'CN=one' },
  }
  for (let round = 0; round < pendingRounds; round++) {
    const answers = await Promise.all(
      Array.from({ length: clients }, () =>
        under.send('POST', '/certificates/one/create', { body: { policy } }),
      ),
    )
    const codes = answers.map(({ status }) => status).toSorted()
    expect(codes).toEqual([202, ...Array.from({ length: clients - 1 }, () => 409)])
    expect((await under.send('DELETE', '/certificates/one/pending')).status).toBe(200)
  }
})

it('writes nothing of a private key in the clear', async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const { d = '', p = '' } = pair.privateKey.export({ format: 'jwk' })
  const key = pair.privateKey.export({ format: 'jwk' })
  expect((await under.send('PUT', '/keys/sealed', { body: { key } })).status).toBe(200)
  const texts: string[] = []
  under.ctx.store.read((db) => {
    for (const table of ['vault_key_versions', 'vault_keys', 'audit_records', 'events']) {
      for (const row of db.sql(`SELECT * FROM ${table}`).all()) {
        for (const cell of Object.values(row)) {
          texts.push(cell instanceof Uint8Array ? Buffer.from(cell).toString('latin1') : `${cell}`)
        }
      }
    }
  })
  const all = texts.join('\n')
  for (const part of [d, p]) {
    expect(all).not.toContain(part)
    expect(all).not.toContain(Buffer.from(part, 'base64url').toString('latin1'))
  }
  expect(JSON.stringify(under.lines)).not.toContain(d)
})
