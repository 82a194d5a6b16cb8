import { afterEach, beforeEach, expect, it } from 'vitest'
import { findVaultByHostName } from '../arm/vaults/table.ts'
import type { VaultRecord } from '../arm/vaults/vault-record.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault/vault-under-test.ts'
import { emitEvent, type VaultEvent } from './emit.ts'
import { listEvents } from './queue.ts'

let under: VaultUnderTest
let vault: VaultRecord

beforeEach(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'kv' })
  const found = findVaultByHostName(under.ctx.store, 'kv')
  if (!found) throw new Error('the vault just added is there')
  vault = found
})

afterEach(() => under.close())

const time = new Date('2026-05-01T08:00:00.123Z')

function secretEvent(): VaultEvent {
  return {
    vault,
    type: 'SecretNewVersionCreated',
    objectName: 'newsecret',
    version: 'ee059b2bb5bc48398a53b168c6cdcb10',
    nbf: 1_559_081_980,
    exp: null,
    time,
  }
}

it('keeps an event with the members of the service', async () => {
  await under.ctx.store.write((db) => emitEvent(db, secretEvent()))
  expect(listEvents(under.ctx.store, 10)).toEqual([
    {
      seq: 1,
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      topic: vault.id,
      type: 'Microsoft.KeyVault.SecretNewVersionCreated',
      subject: 'newsecret',
      time,
      data: {
        Id: 'https://kv.vault.azure.net/secrets/newsecret/ee059b2bb5bc48398a53b168c6cdcb10',
        VaultName: 'kv',
        ObjectType: 'Secret',
        ObjectName: 'newsecret',
        Version: 'ee059b2bb5bc48398a53b168c6cdcb10',
        NBF: 1_559_081_980,
        EXP: null,
      },
    },
  ])
})

it.each([
  ['CertificateNearExpiry', 'Certificate', 'https://kv.vault.azure.net/certificates/a/1'],
  ['KeyExpired', 'Key', 'https://kv.vault.azure.net/keys/a/1'],
] as const)('names the object of %s', async (type, objectType, id) => {
  await under.ctx.store.write((db) =>
    emitEvent(db, { ...secretEvent(), type, objectName: 'a', version: '1' }),
  )
  expect(listEvents(under.ctx.store, 1)[0]?.data).toMatchObject({ Id: id, ObjectType: objectType })
})

it('names the vault when its access changed', async () => {
  await under.ctx.store.write((db) =>
    emitEvent(db, {
      vault,
      type: 'VaultAccessPolicyChanged',
      objectName: 'kv',
      version: null,
      nbf: null,
      exp: null,
      time,
    }),
  )
  expect(listEvents(under.ctx.store, 1)[0]?.data).toMatchObject({
    Id: 'https://kv.vault.azure.net',
    ObjectType: 'Vault',
    Version: null,
  })
})

it('drops the event of a write that is undone', async () => {
  const undone = under.ctx.store.write((db) => {
    emitEvent(db, secretEvent())
    throw new Error('no')
  })
  await expect(undone).rejects.toThrow('no')
  expect(listEvents(under.ctx.store, 10)).toEqual([])
})

it('keeps the last thousand where nobody listens', async () => {
  await under.ctx.store.write((db) => {
    for (let at = 0; at < 1_005; at++) emitEvent(db, secretEvent())
  })
  const kept = listEvents(under.ctx.store, 2_000)
  expect([kept.length, kept[0]?.seq]).toEqual([1_000, 6])
})
