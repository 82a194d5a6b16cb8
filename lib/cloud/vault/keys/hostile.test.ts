import { createHash, generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { figure, hardening } from '#lib/testing/harden.ts'
import { isDeeperThan } from '../../json-depth.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

/** Bodies that no client would send: whatever they hold, the answer is a refusal in good time. */
let under: VaultUnderTest
const host = 'https://gold.vault.azure.net'
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey.export({ format: 'jwk' })
/** An answer in ms. Other tests run at the same time, unless the full figures are asked for. */
const longest = hardening ? 250 : 2_000
const oct = { kty: 'oct-HSM', k: 'A'.repeat(43) }

beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'gold', sku: { family: 'A', name: 'premium' } })
})
afterAll(() => under.close())

/** A sequence that is the same in every run. */
function dice(seed: string): (sides: number) => number {
  let round = 0
  return (sides) => {
    round += 1
    return createHash('sha256').update(`${seed}/${round}`).digest().readUInt32BE() % sides
  }
}

const fillings: readonly unknown[] = [
  null,
  '',
  0,
  -1,
  true,
  [],
  {},
  'AA',
  'AQ',
  '____',
  '=',
  '\u0000',
  'A'.repeat(700),
  'A'.repeat(100_000),
  '_'.repeat(683),
  { toString: 1 },
  'P-256',
  'RSA-HSM',
  ['__proto__'],
]

function mutate(value: object, roll: (sides: number) => number): object {
  const members: [string, unknown][] = Object.entries(value)
  const changes = 1 + roll(2)
  for (let change = 0; change < changes; change += 1) {
    const member = members[roll(members.length)]
    if (!member) continue
    const text = member[1]
    if (typeof text === 'string' && text.length > 4 && roll(2) === 0) {
      const at = roll(text.length)
      member[1] = `${text.slice(0, at)}${'AZ_-9'[roll(5)]}${text.slice(at + roll(2))}`
    } else member[1] = fillings[roll(fillings.length)]
  }
  return Object.fromEntries(members)
}

it.each([
  ['RSA', rsa],
  ['EC', ec],
  ['oct', oct],
])('JWKs like %s', async (name, jwk) => {
  const roll = dice(name)
  for (let round = 0; round < figure(10_000) / 3; round += 1) {
    const key = mutate(jwk, roll)
    const began = performance.now()
    const { status } = await under.send('PUT', `${host}/keys/x`, { body: { key } })
    expect(performance.now() - began).toBeLessThan(longest)
    expect([200, 400], JSON.stringify(key).slice(0, 2_000)).toContain(status)
  }
})

it('bodies of uses', async () => {
  const kids: string[] = []
  for (const body of [{ kty: 'RSA' }, { kty: 'EC' }, { kty: 'oct-HSM' }]) {
    const made = await under.send('POST', `${host}/keys/${body.kty}/create`, { body })
    kids.push(made.body.key.kid)
  }
  const roll = dice('uses')
  const uses = ['sign', 'verify', 'encrypt', 'decrypt', 'wrapkey', 'unwrapkey', 'release']
  const algs = [
    'RS256',
    'PS512',
    'RSNULL',
    'ES256',
    'HS256',
    'RSA-OAEP',
    'A256GCM',
    'A256KW',
    'A256CBCPAD',
  ]
  const value = createHash('sha256').digest('base64url')
  for (let round = 0; round < figure(10_000); round += 1) {
    const alg = algs[roll(algs.length)]
    const body = mutate(
      {
        alg,
        value,
        digest: value,
        iv: 'AAAAAAAAAAAAAAAA',
        tag: value,
        aad: value,
        target: 'a.b.c',
      },
      roll,
    )
    const path = `${kids[roll(3)]}/${uses[roll(uses.length)]}`
    const began = performance.now()
    const { status } = await under.send('POST', path, { body })
    expect(performance.now() - began).toBeLessThan(longest)
    expect([200, 400, 403], `${path} ${JSON.stringify(body).slice(0, 2_000)}`).toContain(status)
  }
})

it('rotation policies and release policies', async () => {
  await under.send('POST', `${host}/keys/p/create`, { body: { kty: 'EC' } })
  const roll = dice('policies')
  for (let round = 0; round < figure(10_000, 200); round += 1) {
    const trigger = mutate({ timeAfterCreate: 'P60D', timeBeforeExpiry: 'P30D' }, roll)
    const action = mutate({ type: 'Rotate' }, roll)
    const attributes = mutate({ expiryTime: 'P90D' }, roll)
    const { status } = await under.send('PUT', `${host}/keys/p/rotationpolicy`, {
      body: { lifetimeActions: [{ trigger, action }], attributes },
    })
    expect([200, 400]).toContain(status)
    const claim = mutate({ claim: 'c', equals: 'x', authority: 'https://a', anyOf: [] }, roll)
    const policy = mutate({ version: '1.0.0', anyOf: [claim], allOf: [claim] }, roll)
    const data = Buffer.from(JSON.stringify(policy)).toString('base64url')
    const made = await under.send('POST', `${host}/keys/q${round}/create`, {
      body: { kty: 'EC-HSM', attributes: { exportable: true }, release_policy: { data } },
    })
    expect([200, 400]).toContain(made.status)
  }
  const deep = `${'{"anyOf":['.repeat(500)}1${']}'.repeat(500)}`
  const data = Buffer.from(deep.replace('{', '{"version":"1.0.0",')).toString('base64url')
  const answer = await under.send('POST', `${host}/keys/deep/create`, {
    body: { kty: 'EC-HSM', attributes: { exportable: true }, release_policy: { data } },
  })
  expect(answer.status).toBe(400)
})

it('a body of a million lists costs no more than its transport', async () => {
  const nested = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
  const put = (tags: unknown) =>
    under.send('PUT', `${host}/secrets/deep`, { body: { value: 'v', tags } })
  const shallow = { note: `"\\${'['.repeat(100)}` }
  expect((await put(shallow)).status).toBe(200)
  const { status, body } = await put(nested(64))
  expect([status, body.error.message]).toEqual([400, 'The request body is nested too deeply.'])
  const bytes = Buffer.from('['.repeat(2_000_000))
  const began = performance.now()
  expect(isDeeperThan(64, bytes)).toBe(true)
  expect(performance.now() - began).toBeLessThan(100)
})
