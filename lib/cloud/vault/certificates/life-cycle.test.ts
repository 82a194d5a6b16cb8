import { X509Certificate } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let vault: VaultUnderTest

beforeEach(async () => {
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv', softDeleteRetentionInDays: 7 })
})
afterEach(() => vault.close())

const policy = {
  key_props: {},
  secret_props: {},
  x509_props: { subject: 'cn=MyCert', sans: {} },
  issuer: { name: 'Self' },
  attributes: {},
}

it('creates a certificate: 202 with the request, then the bundle (6.1 to 6.3)', async () => {
  const started = await vault.send('POST', '/certificates/c1/create', {
    body: { policy, tags: {} },
  })
  expect(started.status).toBe(202)
  expect(started.body).toMatchObject({
    id: 'https://kv.vault.azure.net/certificates/c1/pending',
    issuer: { name: 'Self' },
    cancellation_requested: false,
    status: 'inProgress',
  })
  expect(started.headers.get('location')).toBe(
    `https://kv.vault.azure.net/certificates/c1/pending?api-version=7.6&request_id=${started.body.request_id}`,
  )
  const early = await vault.send('GET', '/certificates/c1')
  expect(early.status).toBe(200)
  await vault.app.settled()
  const done = await vault.send('GET', '/certificates/c1/pending')
  expect(done.body).toEqual({
    id: 'https://kv.vault.azure.net/certificates/c1/pending',
    issuer: { name: 'Self' },
    csr: started.body.csr,
    cancellation_requested: false,
    status: 'completed',
    target: 'https://kv.vault.azure.net/certificates/c1',
    request_id: started.body.request_id,
    preserveCertOrder: false,
  })
  const bundle = await vault.send('GET', '/certificates/c1', { apiVersion: '7.3' })
  const created = Date.parse('2026-05-01T08:00:00Z') / 1000
  const version = bundle.body.id.split('/').at(-1)
  expect(version).toMatch(/^[0-9a-f]{32}$/)
  expect(bundle.body).toEqual({
    id: `https://kv.vault.azure.net/certificates/c1/${version}`,
    kid: `https://kv.vault.azure.net/keys/c1/${version}`,
    sid: `https://kv.vault.azure.net/secrets/c1/${version}`,
    x5t: expect.stringMatching(/^[\w-]{27}$/),
    cer: expect.any(String),
    attributes: {
      enabled: true,
      nbf: created - 600,
      exp: Date.parse('2027-05-01T08:00:00Z') / 1000,
      created,
      updated: created,
      recoveryLevel: 'CustomizedRecoverable+Purgeable',
      recoverableDays: 7,
    },
    policy: {
      id: 'https://kv.vault.azure.net/certificates/c1/policy',
      key_props: { exportable: true, kty: 'RSA', key_size: 2048, reuse_key: false },
      secret_props: { contentType: 'application/x-pkcs12' },
      x509_props: {
        subject: 'cn=MyCert',
        sans: {},
        ekus: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
        key_usage: ['digitalSignature', 'keyEncipherment'],
        validity_months: 12,
        basic_constraints: { ca: false },
      },
      lifetime_actions: [
        { trigger: { lifetime_percentage: 80 }, action: { action_type: 'AutoRenew' } },
      ],
      issuer: { name: 'Self' },
      attributes: { enabled: true, created, updated: created },
    },
    tags: {},
    pending: { id: 'https://kv.vault.azure.net/certificates/c1/pending' },
  })
  const x509 = new X509Certificate(Buffer.from(bundle.body.cer, 'base64'))
  expect(x509.subject).toBe('CN=MyCert')
  expect(x509.verify(x509.publicKey)).toBe(true)
})
