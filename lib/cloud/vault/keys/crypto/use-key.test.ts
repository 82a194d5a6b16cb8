import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findVaultByHostName } from '../../../arm/vaults/table.ts'
import {
  adminId,
  openVaultUnderTest,
  policyEntry,
  type VaultUnderTest,
} from '../../vault-under-test.ts'

let under: VaultUnderTest
const now = Date.parse('2026-05-01T08:00:00.000Z') / 1000
const value = randomBytes(32).toString('base64url')
const nobody = 'aaaaaaaa-0000-4000-8000-0000000000ee'
let sealed: string
let signature: string
let kid: string

beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'kv' })
  const made = await under.send('POST', '/keys/k/create', { body: { kty: 'RSA' } })
  kid = made.body.key.kid
  const body = { alg: 'RSA-OAEP', value }
  sealed = (await under.send('POST', `${kid}/encrypt`, { body })).body.value
  signature = (await under.send('POST', `${kid}/sign`, { body: { alg: 'RS256', value } })).body
    .value
})
afterAll(() => under.close())

const uses = [
  ['encrypt', 'encrypt', () => ({ alg: 'RSA-OAEP', value })],
  ['decrypt', 'decrypt', () => ({ alg: 'RSA-OAEP', value: sealed })],
  ['wrapKey', 'wrapkey', () => ({ alg: 'RSA-OAEP', value })],
  ['unwrapKey', 'unwrapkey', () => ({ alg: 'RSA-OAEP', value: sealed })],
  ['sign', 'sign', () => ({ alg: 'RS256', value })],
  ['verify', 'verify', () => ({ alg: 'RS256', digest: value, value: signature })],
] as const
const all = uses.map(([use]) => use)
const protecting = ['encrypt', 'wrapKey', 'sign']

/** The state of the key, what is refused then, and with which words. */
const states = [
  ['as made', { attributes: { enabled: true }, key_ops: all }, [], '', ''],
  [
    'disabled',
    { attributes: { enabled: false } },
    all,
    'KeyDisabled',
    'is not allowed on a disabled key.',
  ],
  [
    'not yet valid',
    { attributes: { enabled: true, nbf: now + 1 } },
    protecting,
    'KeyNotYetValid',
    'is not allowed on a key that is not yet valid.',
  ],
  ['just valid', { attributes: { nbf: now, exp: now + 1 } }, [], '', ''],
  [
    'expired',
    { attributes: { nbf: now - 2, exp: now } },
    protecting,
    'KeyExpired',
    'is not allowed on an expired key.',
  ],
  [
    'without operations',
    { attributes: { nbf: 0, exp: now + 1 }, key_ops: [] },
    all,
    'KeyOperationForbidden',
    'is not permitted on this key.',
  ],
] as const

describe.each(states)('a key %s', (_, patch, refused, inner, words) => {
  it.each(uses)('%s', async (use, segment, body) => {
    await under.send('PATCH', kid, { body: patch })
    const answer = await under.send('POST', `${kid}/${segment}`, { body: body() })
    const list: readonly string[] = refused
    if (!list.includes(use)) return expect(answer.status).toBe(200)
    expect(answer.status).toBe(403)
    expect(answer.body.error).toEqual({
      code: 'Forbidden',
      message: `Operation ${use} ${words}`,
      innererror: { code: inner },
    })
  })
})

describe.each(uses)('%s', (use, segment, body) => {
  it('is refused without its own permission, in the words for key operations', async () => {
    const others = all.filter((one) => one !== use)
    await under.addVault({
      name: `no-${segment}`,
      accessPolicies: [policyEntry(adminId, { keys: [...others, 'create'] })],
    })
    const host = `https://no-${segment}.vault.azure.net`
    const made = await under.send('POST', `${host}/keys/k/create`, { body: { kty: 'EC' } })
    const answer = await under.send('POST', `${made.body.key.kid}/${segment}`, { body: body() })
    expect(answer.status).toBe(403)
    expect(answer.body.error).toEqual({
      code: 'Forbidden',
      message:
        `Operation is not allowed.\r\nOperation: "${use}"\r\n` +
        `Caller: appid=bbbbbbbb-0000-4000-8000-00000000000b;oid=${adminId};numgroups=0;iss=https://sts.windows.net/cccccccc-0000-4000-8000-00000000000c/\r\n` +
        `Vault: no-${segment};location=westeurope`,
      innererror: { code: 'ForbiddenByPolicy' },
    })
  })

  it('finds no key that is not there', async () => {
    for (const [path, id] of [
      ['/keys/none/00000000000000000000000000000000', 'none/00000000000000000000000000000000'],
      ['/keys/k/00000000000000000000000000000000', 'k/00000000000000000000000000000000'],
    ] as const) {
      const answer = await under.send('POST', `${path}/${segment}`, { body: body() })
      expect([answer.status, answer.body.error.code]).toEqual([404, 'KeyNotFound'])
      expect(answer.body.error.message).toContain(`A key with (name/id) ${id} was not found`)
    }
  })
})

it('a role gives the uses that it names, and no others', async () => {
  await under.addVault({ name: 'roles', enableRbacAuthorization: true, accessPolicies: [] })
  const vault = under.ctx.store.read((db) => findVaultByHostName(db, 'roles'))
  await under.assignRole('Key Vault Crypto Service Encryption User', nobody, vault?.id ?? '')
  await under.assignRole('Key Vault Crypto Officer', adminId, vault?.id ?? '')
  const host = 'https://roles.vault.azure.net'
  const made = await under.send('POST', `${host}/keys/k/create`, { body: { kty: 'RSA' } })
  for (const [use, segment, body] of uses) {
    const answer = await under.send('POST', `${made.body.key.kid}/${segment}`, {
      as: { oid: nobody },
      body: body(),
    })
    const allowed = use === 'wrapKey' || use === 'unwrapKey'
    if (!allowed) expect(answer.body.error.innererror.code).toBe('ForbiddenByRbac')
    else expect(answer.status).toBe(use === 'wrapKey' ? 200 : 400)
  }
})
