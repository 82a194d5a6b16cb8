import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '../../logs/audit.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let under: VaultUnderTest
beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'kv' })
  await under.addVault({ name: 'gold', sku: { family: 'A', name: 'premium' } })
})
afterAll(() => under.close())

const schemaError = { code: 'BadParameter', message: 'Property  has invalid value\r\n' }
const create = (name: string, body: object, vault = 'kv') =>
  under.send('POST', `https://${vault}.vault.azure.net/keys/${name}/create`, { body })

describe('a new key', () => {
  it.each([
    [{ kty: 'RSA' }, 'RSA', 256],
    [{ kty: 'RSA', key_size: 3072 }, 'RSA', 384],
  ])('%j', async (body, kty, bytes) => {
    const { status, body: made } = await create(`rsa-${bytes}`, body)
    expect(status).toBe(200)
    const all = ['encrypt', 'decrypt', 'sign', 'verify', 'wrapKey', 'unwrapKey']
    expect(made.key).toMatchObject({ kty, key_ops: all, e: 'AQAB' })
    expect(Buffer.from(made.key.n, 'base64url')).toHaveLength(bytes)
    expect(Object.keys(made.key)).toEqual(['kid', 'kty', 'key_ops', 'n', 'e'])
    expect(made.attributes).toMatchObject({ enabled: true, exportable: false, hsmPlatform: '0' })
  })

  it.each([
    [{ kty: 'EC' }, 'P-256', 32],
    [{ kty: 'EC', key_size: 384 }, 'P-384', 48],
    [{ kty: 'EC', crv: 'P-521' }, 'P-521', 66],
    [{ kty: 'EC', crv: 'P-256K' }, 'P-256K', 32],
  ])('%j', async (body, crv, bytes) => {
    const { body: made } = await create(`ec-${crv}`, body)
    expect(made.key).toMatchObject({ kty: 'EC', crv, key_ops: ['sign', 'verify'] })
    expect(Buffer.from(made.key.x, 'base64url')).toHaveLength(bytes)
    expect(Buffer.from(made.key.y, 'base64url')).toHaveLength(bytes)
  })

  it.each([
    [{ kty: 'RSA-HSM' }, 'n'],
    [{ kty: 'EC-HSM', crv: 'P-384' }, 'x'],
    [{ kty: 'oct-HSM', key_size: 192 }, null],
  ])('in a premium vault %j', async (body, member) => {
    const { status, body: made } = await create(`hsm-${body.kty}`, body, 'gold')
    expect(status).toBe(200)
    expect(made.key.kty).toBe(body.kty)
    expect(made.attributes.hsmPlatform).toBe('2')
    if (member === null) {
      expect(made.key.key_ops).toEqual(['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'])
      expect(Object.keys(made.key)).toEqual(['kid', 'kty', 'key_ops'])
      const newest = await under.send('GET', `https://gold.vault.azure.net/keys/hsm-oct-HSM`, {
        apiVersion: '2026-04-01',
      })
      expect(newest.body.attributes.key_size).toBe(192)
    } else expect(made.key).toHaveProperty(member)
  })

  it('has what the body says', async () => {
    const { body: made } = await create('told', {
      kty: 'EC',
      key_ops: ['verify'],
      attributes: { enabled: false, nbf: 1_000, exp: 2_000 },
      tags: { team: 'web' },
    })
    expect(made.key.key_ops).toEqual(['verify'])
    expect(made.attributes).toMatchObject({ enabled: false, nbf: 1_000, exp: 2_000 })
    expect(made.tags).toEqual({ team: 'web' })
    const read = await under.send('GET', '/keys/TOLD')
    expect(read.body).toEqual(made)
  })

  it('is a new version when the name exists', async () => {
    const first = await create('twice', { kty: 'EC' })
    const second = await create('Twice', { kty: 'EC', crv: 'P-384' })
    expect(second.body.key.kid).not.toBe(first.body.key.kid)
    expect(second.body.key.kid).toContain('/keys/twice/')
    expect((await under.send('GET', '/keys/twice')).body.key.kid).toBe(second.body.key.kid)
    expect((await under.send('GET', '/keys/twice/versions')).body.value).toHaveLength(2)
  })

  it('emits an event and names its kind in the audit record', async () => {
    await create('seen', { kty: 'EC' })
    const events = under.ctx.store.read((db) =>
      db.sql("SELECT type FROM events WHERE subject = 'seen'").all(),
    )
    expect(events).toEqual([{ type: 'Microsoft.KeyVault.KeyNewVersionCreated' }])
    const [record] = under.ctx.store.read((db) => listAudit(db, null, 1))
    expect(record?.operationName).toBe('KeyCreate')
    expect(record?.properties.keyProperties).toEqual({ type: 'EC', curve: 'P-256' })
  })
})

describe('members that depend on the api-version', () => {
  it.each([
    ['7.0', {}],
    ['7.3', { recoverableDays: 90, exportable: false }],
    ['7.5', { recoverableDays: 90, exportable: false, hsmPlatform: '0' }],
  ])('%s', async (apiVersion, members) => {
    await create('dated', { kty: 'EC' })
    const { body } = await under.send('GET', '/keys/dated', { apiVersion })
    const { enabled, created, updated, recoveryLevel, ...rest } = body.attributes
    expect({ enabled, recoveryLevel }).toEqual({
      enabled: true,
      recoveryLevel: 'Recoverable+Purgeable',
    })
    expect(updated).toBe(created)
    expect(rest).toEqual(members)
  })
})

describe('refused', () => {
  const hardware = {
    code: 'BadParameter',
    message: 'Hardware key operation not allowed on standard vault',
  }
  it.each([
    [{}, schemaError],
    [{ kty: 'oct' }, schemaError],
    [{ kty: 'rsa' }, schemaError],
    [{ kty: 'RSA', key_size: 1024 }, schemaError],
    [{ kty: 'RSA', key_size: '2048' }, schemaError],
    [{ kty: 'RSA', crv: 'P-256' }, schemaError],
    [{ kty: 'RSA', public_exponent: 3 }, schemaError],
    [{ kty: 'EC', crv: 'P-192' }, schemaError],
    [{ kty: 'EC', crv: 'P-256', key_size: 384 }, schemaError],
    [{ kty: 'RSA', key_ops: ['fly'] }, schemaError],
    [{ kty: 'RSA', key_ops: ['import'] }, schemaError],
    [{ kty: 'RSA', key_ops: ['export'] }, schemaError],
    [{ kty: 'EC', key_ops: ['encrypt'] }, schemaError],
    [{ kty: 'EC', attributes: { enabled: 'yes' } }, schemaError],
    [{ kty: 'EC', attributes: { exp: -1 } }, schemaError],
    [{ kty: 'EC', tags: { a: 1 } }, schemaError],
    [{ kty: 'RSA-HSM' }, hardware],
    [{ kty: 'EC-HSM' }, hardware],
    [{ kty: 'oct-HSM' }, hardware],
  ])('%j', async (body, error) => {
    const answer = await create('refused', body)
    expect(answer.status).toBe(400)
    expect(answer.body.error).toEqual(error)
  })

  it.each([
    [{ kty: 'RSA-HSM', key_ops: ['import', 'wrapKey'] }],
    [{ kty: 'EC-HSM', key_ops: ['import'] }],
    [{ kty: 'oct-HSM', key_size: 512 }],
  ])('in a premium vault %j', async (body) => {
    const answer = await create('refused', body, 'gold')
    expect([answer.status, answer.body.error]).toEqual([400, schemaError])
  })

  it('a name that the service does not take', async () => {
    const answer = await create('my_key', { kty: 'EC' })
    expect(answer.body.error.message).toBe('The request URI contains an invalid name: my_key')
  })

  it('the name of a certificate, pending or done', async () => {
    const managed = {
      code: 'Forbidden',
      message:
        'Operation "create" is not allowed as this object\'s lifetime is managed by Key Vault.',
      innererror: { code: 'KeyManagedByKeyVault' },
    }
    const policy = { issuer: { name: 'Unknown' }, x509_props: { subject: 'CN=a' } }
    await under.send('POST', '/certificates/csr/create', {
      body: { policy: { ...policy, key_props: { kty: 'EC' } } },
    })
    expect((await create('csr', { kty: 'EC' })).body.error).toEqual(managed)
    await under.send('POST', '/certificates/web/create', {
      body: { policy: { ...policy, issuer: { name: 'Self' }, key_props: { kty: 'EC' } } },
    })
    await under.app.settled()
    const answer = await create('web', { kty: 'EC' })
    expect([answer.status, answer.body.error]).toEqual([403, managed])
  })

  it('the name of a deleted key', async () => {
    await create('gone', { kty: 'EC' })
    await under.ctx.store.write((db) =>
      db.sql("UPDATE vault_keys SET deleted_at = 1 WHERE name = 'gone'").run(),
    )
    const answer = await create('GONE', { kty: 'EC' })
    expect(answer.status).toBe(409)
    expect(answer.body.error).toEqual({
      code: 'Conflict',
      message:
        'Key gone is currently in a deleted but recoverable state, and its name cannot be reused; in this state, the key can only be recovered or purged.',
      innererror: { code: 'ObjectIsDeletedButRecoverable' },
    })
  })
})
