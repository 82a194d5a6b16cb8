import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let under: VaultUnderTest
const gold = 'https://gold.vault.azure.net'
beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'kv' })
  await under.addVault({ name: 'gold', sku: { family: 'A', name: 'premium' } })
})
afterAll(() => under.close())

const create = (host: string, name: string, keyProps: object) =>
  under.send('POST', `${host}/certificates/${name}/create`, {
    body: {
      policy: {
        issuer: { name: 'Self' },
        key_props: keyProps,
        x509_props: { subject: 'CN=hsm' },
        secret_props: { contentType: 'application/x-pem-file' },
      },
    },
  })

describe('a certificate with an HSM key', () => {
  it.each([
    ['RSA-HSM', { kty: 'RSA-HSM', key_size: 2048, exportable: true }],
    ['EC-HSM', { kty: 'EC-HSM', crv: 'P-384' }],
  ])('%s', async (kty, keyProps) => {
    const { status } = await create(gold, kty, keyProps)
    expect(status).toBe(202)
    await under.app.settled()
    const { body: made } = await under.send('GET', `${gold}/certificates/${kty}`)
    expect(made.policy.key_props).toMatchObject({ kty, exportable: false })
    const { body: bundle } = await under.send('GET', `${gold}/keys/${kty}`)
    expect(bundle.key.kty).toBe(kty)
    expect(bundle.attributes).toMatchObject({ exportable: false, hsmPlatform: '2' })
    const { body: secret } = await under.send('GET', `${gold}/secrets/${kty}`)
    expect(secret.value).toContain('BEGIN CERTIFICATE')
    expect(secret.value).not.toContain('PRIVATE KEY')
  })

  it('may be imported into an HSM', async () => {
    await create('https://kv.vault.azure.net', 'out', { kty: 'EC' })
    await under.app.settled()
    const { body: secret } = await under.send('GET', 'https://kv.vault.azure.net/secrets/out')
    expect(secret.value).toContain('PRIVATE KEY')
    const policy = { key_props: { kty: 'EC-HSM', exportable: true } }
    const { status, body: made } = await under.send('POST', `${gold}/certificates/in/import`, {
      body: { value: secret.value, policy },
    })
    expect(status).toBe(200)
    expect(made.policy.key_props).toMatchObject({ kty: 'EC-HSM', exportable: false })
    expect((await under.send('GET', `${gold}/keys/in`)).body.key.kty).toBe('EC-HSM')
    const value = createHash('sha256').digest('base64url')
    const signed = await under.send('POST', `${gold}/keys/in/sign`, {
      body: { alg: 'ES256', value },
    })
    expect(signed.status).toBe(200)
  })

  it('is for premium vaults', async () => {
    const answer = await create('https://kv.vault.azure.net', 'soft', { kty: 'RSA-HSM' })
    expect(answer.status).toBe(400)
    expect(answer.body.error).toEqual({
      code: 'BadParameter',
      message: 'Hardware key operation not allowed on standard vault',
    })
  })
})
