import { afterEach, beforeEach, expect, it } from 'vitest'
import { findVaultByHostName } from '../../arm/vaults/table.ts'
import { listEvents } from '../../events/queue.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'
import type { EndedOperation } from './advance.ts'
import { startRenewal } from './renew.ts'

let vault: VaultUnderTest
let id: { vault: number; name: string }
const ends: EndedOperation[] = []

beforeEach(async () => {
  vault = await openVaultUnderTest()
  await vault.addVault({ name: 'kv' })
  id = { vault: vault.ctx.store.read((db) => findVaultByHostName(db, 'kv'))?.key ?? 0, name: 'c1' }
  ends.length = 0
  vault.app.worker.onEnd((_, ended) => ends.push(ended))
})
afterEach(() => vault.close())

const tags = { team: 'web' }

async function create(issuer: string, more: object = {}) {
  await vault.send('PUT', '/certificates/issuers/test', { body: { provider: 'Test' } })
  await vault.send('POST', '/certificates/c1/create', {
    body: {
      policy: {
        issuer: { name: issuer },
        key_props: { kty: 'EC', reuse_key: true },
        x509_props: { subject: 'CN=a' },
      },
      tags,
      ...more,
    },
  })
  await vault.app.settled()
  ends.length = 0
  return (await vault.send('GET', '/certificates/c1')).body
}

const renew = () => startRenewal(vault.ctx, vault.app.worker, id)

it.each(['Self', 'test'])(
  'makes a new version by issuer %s, with tags, key and an end',
  async (issuer) => {
    const before = await create(issuer)
    expect(await renew()).toBe('started')
    await vault.app.settled()
    const { body } = await vault.send('GET', '/certificates/c1')
    expect(body.id).not.toBe(before.id)
    expect(body.tags).toEqual(tags)
    expect(body.attributes.enabled).toBe(true)
    const keys = await Promise.all([before, body].map(({ kid }) => vault.send('GET', kid)))
    expect(keys[1]?.body.key.x).toBe(keys[0]?.body.key.x)
    expect(ends).toMatchObject([
      {
        operation: { status: 'completed', renewal: true, error: null },
        certificate: { current: body.id.split('/').at(-1) },
        vault: { name: 'kv' },
      },
    ])
  },
)

it('tells of a failure, and leaves the current version', async () => {
  const before = await create('test')
  await vault.send('DELETE', '/certificates/issuers/test')
  expect(await renew()).toBe('started')
  await vault.app.settled()
  expect((await vault.send('GET', '/certificates/c1')).body.id).toBe(before.id)
  expect(ends).toMatchObject([
    { operation: { status: 'failed', renewal: true, error: { code: 'Certificate issuer error' } } },
  ])
})

it('tells of the end of what a caller asked for, too, and says that it is no renewal', async () => {
  await create('Self')
  await vault.send('POST', '/certificates/c1/create', { body: {} })
  await vault.app.settled()
  expect(ends).toMatchObject([{ operation: { status: 'completed', renewal: false } }])
})

it('begins nothing when nobody issues, an operation runs, or the certificate is gone', async () => {
  expect(await renew()).toBe('gone')
  await create('Unknown')
  expect(await renew()).toBe('gone')
  await vault.send('DELETE', '/certificates/c1/pending')
  await create('Self')
  await vault.send('PATCH', '/certificates/c1/policy', { body: { issuer: { name: 'Unknown' } } })
  expect(await renew()).toBe('no issuer')
  await vault.send('POST', '/certificates/c1/create', { body: {} })
  await vault.send('PATCH', '/certificates/c1/policy', { body: { issuer: { name: 'Self' } } })
  expect(await renew()).toBe('in progress')
  await vault.send('DELETE', '/certificates/c1')
  expect(await renew()).toBe('gone')
})

it('begins together with what the caller writes, or not at all', async () => {
  const before = await create('Self')
  const refused = startRenewal(vault.ctx, vault.app.worker, id, () => {
    throw new Error('no')
  })
  await expect(refused).rejects.toThrow('no')
  await vault.app.settled()
  expect((await vault.send('GET', '/certificates/c1')).body.id).toBe(before.id)
  expect(ends).toEqual([])
})

it('begins one of two that are asked for at once', async () => {
  await create('Self')
  const starts = await Promise.all([renew(), renew()])
  expect(starts.toSorted()).toEqual(['in progress', 'started'])
})

it('announces each completed version with its key and its secret', async () => {
  const { id: created } = await create('Self')
  await renew()
  await vault.app.settled()
  const { id: renewed } = (await vault.send('GET', '/certificates/c1')).body
  const events = vault.ctx.store.read((db) => listEvents(db, 100))
  expect(events.map(({ type, data }) => [type, data.Id])).toEqual(
    [created, renewed].flatMap((one: string) => [
      ['Microsoft.KeyVault.CertificateNewVersionCreated', one],
      ['Microsoft.KeyVault.KeyNewVersionCreated', one.replace('certificates', 'keys')],
      ['Microsoft.KeyVault.SecretNewVersionCreated', one.replace('certificates', 'secrets')],
    ]),
  )
})
