import { createHash, generateKeyPairSync, randomBytes, verify } from 'node:crypto'
import type { PipelinePolicy } from '@azure/core-rest-pipeline'
import { ClientSecretCredential } from '@azure/identity'
import { CryptographyClient, KeyClient, type KeyVaultKey } from '@azure/keyvault-keys'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { insertResourceGroup } from '../../arm/subscriptions/table.ts'
import { insertVault } from '../../arm/vaults/table.ts'
import { policyEntry, vaultDefaults } from '../vault-under-test.ts'

/** The official client of keys over real TLS: what it understands is what the service speaks. */
let cloud: TestCloud
let keys: KeyClient
let crypto: (key: KeyVaultKey) => CryptographyClient
const requests: string[] = []

beforeAll(async () => {
  cloud = await startTestCloud()
  const automation = cloud.credentials.applications.find((one) => one.name === 'automation')
  if (!automation) throw new Error('the credentials name the application automation')
  const subscriptionId = cloud.credentials.subscriptions[0] ?? ''
  const { tenantId } = cloud.credentials
  await cloud.cloud.context.store.write((db) => {
    insertResourceGroup(db, { subscriptionId, name: 'rg', location: 'westeurope', tags: {} })
    insertVault(db, {
      ...vaultDefaults,
      name: 'key-vault',
      subscriptionId,
      tenantId,
      sku: { family: 'A', name: 'premium' },
      accessPolicies: [{ ...policyEntry(automation.objectId, { keys: ['all'] }), tenantId }],
    })
  })
  const throughCloud: PipelinePolicy = {
    name: 'throughCloud',
    sendRequest(request, next) {
      request.agent = cloud.agent
      requests.push(`${request.method} ${new URL(request.url).pathname}`)
      return next(request)
    },
  }
  const additionalPolicies = [{ policy: throughCloud, position: 'perRetry' as const }]
  const { clientId, clientSecret } = automation
  const credential = new ClientSecretCredential(tenantId, clientId, clientSecret, {
    additionalPolicies,
  })
  keys = new KeyClient('https://key-vault.vault.azure.net', credential, { additionalPolicies })
  // By its id alone: with the public key at hand the client would do half of it by itself.
  crypto = (key) => new CryptographyClient(key.id ?? '', credential, { additionalPolicies })
})
afterAll(() => cloud.close())

const message = Buffer.from('sent to the vault as a digest')
const digest = createHash('sha256').update(message).digest()

it('creates, reads, lists, updates and rotates keys', async () => {
  const exp = new Date('2030-01-01T00:00:00Z')
  const made = await keys.createRsaKey('app', {
    keySize: 2048,
    expiresOn: exp,
    keyOps: ['sign', 'verify'],
    tags: { team: 'web' },
  })
  expect(made.keyType).toBe('RSA')
  expect(made.keyOperations).toEqual(['sign', 'verify'])
  expect(made.properties).toMatchObject({
    name: 'app',
    enabled: true,
    expiresOn: exp,
    recoveryLevel: 'Recoverable+Purgeable',
    recoverableDays: 90,
    exportable: false,
    hsmPlatform: '0',
    tags: { team: 'web' },
  })
  const read = await keys.getKey('app')
  expect(read.key).toEqual(made.key)
  await keys.createEcKey('app', { curve: 'P-384', hsm: true })
  const versions: unknown[] = []
  for await (const one of keys.listPropertiesOfKeyVersions('app')) versions.push(one.version)
  expect(new Set(versions).size).toBe(2)
  const names: string[] = []
  for await (const one of keys.listPropertiesOfKeys()) names.push(one.name)
  expect(names).toEqual(['app'])

  const { version = '' } = made.properties
  const updated = await keys.updateKeyProperties('app', version, { enabled: false })
  expect(updated.properties.enabled).toBe(false)
  expect(updated.properties.tags).toEqual({ team: 'web' })

  const policy = await keys.updateKeyRotationPolicy('app', {
    expiresIn: 'P90D',
    lifetimeActions: [{ action: 'Rotate', timeAfterCreate: 'P60D' }],
  })
  expect(policy.expiresIn).toBe('P90D')
  expect(policy.lifetimeActions).toEqual([
    { action: 'Rotate', timeAfterCreate: 'P60D', timeBeforeExpiry: undefined },
    { action: 'Notify', timeAfterCreate: undefined, timeBeforeExpiry: 'P30D' },
  ])
  expect(await keys.getKeyRotationPolicy('app')).toEqual(policy)
  const rotated = await keys.rotateKey('app')
  expect(rotated.keyType).toBe('EC-HSM')
  const life = Number(rotated.properties.expiresOn) - Number(rotated.properties.createdOn)
  expect(life).toBe(90 * 86_400_000)
})

it('imports a key', async () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { crv = '', x, y, d } = pair.privateKey.export({ format: 'jwk' })
  const bytes = (text = '') => new Uint8Array(Buffer.from(text, 'base64url'))
  const jwk = { kty: 'EC' as const, crv, x: bytes(x), y: bytes(y), d: bytes(d) }
  const imported = await keys.importKey('brought', jwk, { hardwareProtected: true })
  expect(imported.keyType).toBe('EC-HSM')
  const { result } = await crypto(imported).sign('ES256', digest)
  const options = { key: pair.publicKey, dsaEncoding: 'ieee-p1363' as const }
  expect(verify('sha256', message, options, result)).toBe(true)
})

describe('cryptography in the vault', () => {
  it.each(['RS256', 'PS256'])('%s', async (algorithm) => {
    const key = await keys.createRsaKey('signer')
    const client = crypto(key)
    requests.length = 0
    const { result, keyID } = await client.sign(algorithm, digest)
    expect(keyID).toBe(key.id)
    expect(requests.some((one) => one.endsWith('/sign'))).toBe(true)
    // By itself, with the public key.
    expect((await client.verify(algorithm, digest, result)).result).toBe(true)
  })

  it('encrypts, decrypts, wraps and unwraps', async () => {
    const key = await keys.createRsaKey('cipher')
    const client = crypto(key)
    const plaintext = Buffer.from('a secret')
    const sealed = await client.encrypt({ algorithm: 'RSA-OAEP-256', plaintext })
    const opened = await client.decrypt({
      algorithm: 'RSA-OAEP-256',
      ciphertext: sealed.result,
    })
    expect(Buffer.from(opened.result)).toEqual(plaintext)
    const wrapped = await client.wrapKey('RSA-OAEP', plaintext)
    const unwrapped = await client.unwrapKey('RSA-OAEP', wrapped.result)
    expect(Buffer.from(unwrapped.result)).toEqual(plaintext)
  })

  it('with a symmetric key', async () => {
    const key = await keys.createOctKey('oct', { hsm: true, keySize: 256 })
    const client = crypto(key)
    const plaintext = Buffer.from('sixteen bytes..!')
    const gcm = await client.encrypt({ algorithm: 'A256GCM', plaintext })
    const opened = await client.decrypt({
      algorithm: 'A256GCM',
      ciphertext: gcm.result,
      iv: gcm.iv ?? new Uint8Array(),
      authenticationTag: gcm.authenticationTag ?? new Uint8Array(),
    })
    expect(Buffer.from(opened.result)).toEqual(plaintext)
    const iv = randomBytes(16)
    const cbc = await client.encrypt({ algorithm: 'A256CBCPAD', plaintext, iv })
    const back = await client.decrypt({ algorithm: 'A256CBCPAD', ciphertext: cbc.result, iv })
    expect(Buffer.from(back.result)).toEqual(plaintext)
    const wrapped = await client.wrapKey('A256KW', plaintext)
    const unwrapped = await client.unwrapKey('A256KW', wrapped.result)
    expect(Buffer.from(unwrapped.result)).toEqual(plaintext)
  })
})

it('tells the client what is wrong', async () => {
  await expect(keys.getKey('none')).rejects.toMatchObject({ code: 'KeyNotFound', statusCode: 404 })
  const key = await keys.createEcKey('strict')
  await keys.updateKeyProperties('strict', { enabled: false })
  await expect(crypto(key).sign('ES256', digest)).rejects.toMatchObject({
    statusCode: 403,
    message: 'Operation sign is not allowed on a disabled key.',
  })
})
