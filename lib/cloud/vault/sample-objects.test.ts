import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  sampleCertificate,
  sampleDisable,
  sampleFailedRequest,
  sampleImportedChain,
  samplePendingRequest,
  sampleSoftDelete,
} from './sample-objects.ts'
import { openVaultUnderTest, type VaultUnderTest } from './vault-under-test.ts'

let vault: VaultUnderTest
const at = new Date('2025-01-10T09:00:00Z')
const spot = (name: string) => ({ vault: 'kv', name, at, subject: `CN=${name}` })

beforeAll(async () => {
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
})
afterAll(() => vault.close())

it('makes an expired certificate of several versions, one disabled', async () => {
  const { version } = await sampleCertificate(vault.ctx, {
    ...spot('relay'),
    notAfter: new Date('2025-04-01T00:00:00Z'),
    tags: { team: 'mail' },
  })
  await sampleCertificate(vault.ctx, { ...spot('relay'), at: new Date('2025-03-01T00:00:00Z') })
  await sampleDisable(vault.ctx, { ...spot('relay'), version })
  const { body } = await vault.send('GET', `/certificates/relay/${version}`)
  expect(body.attributes).toMatchObject({
    enabled: false,
    created: at.getTime() / 1000,
    nbf: at.getTime() / 1000 - 600,
    exp: Date.parse('2025-04-01T00:00:00Z') / 1000,
  })
  expect(body.tags).toEqual({ team: 'mail' })
  const latest = await vault.send('GET', '/certificates/relay')
  expect(latest.body.attributes.enabled).toBe(true)
  expect((await vault.send('GET', '/secrets/relay')).status).toBe(200)
})

it('makes a chain that holds together, with the same issuer next time', async () => {
  for (const name of ['one', 'two']) {
    await sampleImportedChain(vault.ctx, { ...spot(name), dnsNames: [`${name}.example`] })
  }
  const chains = await Promise.all(
    ['one', 'two'].map(async (name) => {
      const url = `/secrets/${name}?outContentType=application/x-pem-file`
      const { value } = (await vault.send('GET', url)).body
      const blocks: string[] = value.match(/-----BEGIN CERTIFICATE-----[^-]+-----END [A-Z]+-----/g)
      return blocks.map((block) => new X509Certificate(block))
    }),
  )
  for (const [leaf, intermediate, root] of chains) {
    expect(leaf?.subjectAltName).toMatch(/^DNS:(one|two)\.example$/)
    expect(leaf?.verify(intermediate?.publicKey ?? leaf.publicKey)).toBe(true)
    expect(intermediate?.verify(root?.publicKey ?? intermediate.publicKey)).toBe(true)
    expect(root?.checkIssued(root)).toBe(true)
  }
  expect(chains[0]?.[1]?.raw).toEqual(chains[1]?.[1]?.raw)
  const { body } = await vault.send('GET', '/certificates/one/policy')
  expect(body.issuer.name).toBe('Unknown')
})

it('makes requests that wait and that failed', async () => {
  await samplePendingRequest(vault.ctx, spot('waits'))
  await sampleFailedRequest(vault.ctx, { ...spot('failed'), errorMessage: 'No.' })
  expect((await vault.send('GET', '/certificates/waits/pending')).body).toMatchObject({
    status: 'inProgress',
    issuer: { name: 'Unknown' },
    csr: expect.any(String),
  })
  expect((await vault.send('GET', '/certificates/failed/pending')).body).toMatchObject({
    status: 'failed',
    issuer: { name: 'DigiCert' },
    error: { code: 'Certificate issuer error', message: 'No.' },
  })
})

it('deletes at the time given', async () => {
  await sampleCertificate(vault.ctx, spot('gone'))
  const deletedAt = new Date('2026-04-20T00:00:00Z')
  await sampleSoftDelete(vault.ctx, { ...spot('gone'), at: deletedAt })
  const { body } = await vault.send('GET', '/deletedcertificates/gone')
  expect(body.deletedDate).toBe(deletedAt.getTime() / 1000)
  expect(body.scheduledPurgeDate).toBe(deletedAt.getTime() / 1000 + 90 * 86_400)
})
