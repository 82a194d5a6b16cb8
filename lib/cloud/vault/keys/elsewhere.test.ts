import { afterAll, beforeAll, expect, it } from 'vitest'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

/** Operations of managed HSMs, which a vault answers as any path that it does not have. */
let under: VaultUnderTest
const host = 'https://gold.vault.azure.net'
let version: string

beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'gold', sku: { family: 'A', name: 'premium' } })
  const made = await under.send('POST', `${host}/keys/k/create`, { body: { kty: 'RSA-HSM' } })
  version = made.body.key.kid.split('/').at(-1)
})
afterAll(() => under.close())

it.each<['GET' | 'POST', string, object | null]>([
  ['GET', '/keys/k/VERSION/attestation', null],
  ['POST', '/keys/k/VERSION/securewrapkey', { alg: 'RSA-OAEP-256' }],
  ['POST', '/keys/k/VERSION/secureunwrapkey', { alg: 'RSA-OAEP-256', value: 'AA', target: 'x' }],
])('%s %s', async (method, path, body) => {
  const answer = await under.send(method, host + path.replace('VERSION', version), {
    apiVersion: '2026-04-01',
    ...(body ? { body } : {}),
  })
  expect(answer.status).toBe(400)
  expect(answer.body.error).toEqual({
    code: 'BadParameter',
    message: `Method ${method} does not allow operation on this resource.`,
  })
})
