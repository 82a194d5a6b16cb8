import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { addVaultWithClients, type VaultClients } from '#lib/testing/vault-clients.ts'

let cloud: TestCloud
let clients: VaultClients
const authority = 'https://sharedweu.weu.attest.azure.net'

beforeAll(async () => {
  cloud = await startTestCloud()
  clients = await addVaultWithClients(cloud, {
    name: 'release-vault',
    sku: { family: 'A', name: 'premium' },
  })
})
afterAll(() => cloud.close())

it('lets the official client release a key to an environment that control vouches for', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'mine', key_ops: ['encrypt'] }
  const response = await cloud.control('POST', 'attestations', {
    authority,
    claims: { 'sdk-test': true, 'x-ms-runtime': { keys: [key] } },
  })
  expect(response.status).toBe(201)
  const { token } = await response.json()
  const policy = {
    version: '1.0.0',
    anyOf: [{ authority, allOf: [{ claim: 'sdk-test', equals: true }] }],
  }
  await clients.keys.createRsaKey('free', {
    hsm: true,
    exportable: true,
    releasePolicy: { encodedPolicy: Buffer.from(JSON.stringify(policy)), immutable: true },
  })
  const made = await clients.keys.getKey('free')
  expect(made.properties.exportable).toBe(true)
  expect(made.properties.releasePolicy?.immutable).toBe(true)
  const { value } = await clients.keys.releaseKey('free', token)
  const payload = JSON.parse(Buffer.from(value.split('.')[1] ?? '', 'base64url').toString())
  expect(payload.response.key.key.kid).toBe(made.id)
  expect(payload.response.key.key.key_hsm).toMatch(/^[\w-]+$/)
})

it('says what it wants to be sent', async () => {
  for (const body of [{}, { authority: 'x' }, { authority, claims: [] }]) {
    expect((await cloud.control('POST', 'attestations', body)).status).toBe(400)
  }
})
