import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listAudit } from '../logs/audit.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault/vault-under-test.ts'
import { type LifeUnderTest, lifeOf } from './life-under-test.ts'

let under: VaultUnderTest
let life: LifeUnderTest

beforeEach(async () => {
  under = await openVaultUnderTest()
  life = lifeOf(under)
  await under.addVault({ name: 'kv', softDeleteRetentionInDays: 7 })
})
afterEach(() => under.close())

/** The clock of the vault under test stands here. */
const start = Date.parse('2026-05-01T08:00:00Z') / 1000
const day = 86_400
const date = (days: number) => new Date((start + days * day) * 1000)

async function createKey(name: string, body: object = {}) {
  const made = await under.send('POST', `/keys/${name}/create`, { body: { kty: 'EC', ...body } })
  expect(made.status).toBe(200)
  return made.body
}

/** Events but those of new versions, as `type subject +days`. */
const told = () =>
  life
    .events()
    .filter(({ type }) => !type.endsWith('NewVersionCreated'))
    .map(({ type, subject, time }) => {
      return `${type} ${subject} +${(Date.parse(time) / 1000 - start) / day}`
    })

describe('expiry of keys', () => {
  it('is told thirty days before and at it, once, at its own time', async () => {
    await createKey('Web', { attributes: { exp: start + 100 * day } })
    await createKey('forever')
    await life.at(date(69.9))
    expect(told()).toEqual([])
    await life.at(date(71))
    expect(told()).toEqual(['KeyNearExpiry Web +70'])
    await life.at(date(300))
    await life.at(date(301))
    expect(told()).toEqual(['KeyNearExpiry Web +70', 'KeyExpired Web +100'])
  })

  it('is told in the order of time, over all names', async () => {
    for (const [name, days] of [['c', 90] as const, ['a', 40] as const, ['b', 65] as const]) {
      await createKey(name, { attributes: { exp: start + days * day } })
    }
    await life.at(date(400))
    expect(told()).toEqual([
      'KeyNearExpiry a +10',
      'KeyNearExpiry b +35',
      'KeyExpired a +40',
      'KeyNearExpiry c +60',
      'KeyExpired b +65',
      'KeyExpired c +90',
    ])
  })

  it('is not told twice when the clock goes back, and told again when the expiry moves', async () => {
    await createKey('k', { attributes: { exp: start + 40 * day } })
    await life.at(date(20))
    await life.at(date(2))
    await life.at(date(20))
    expect(told()).toEqual(['KeyNearExpiry k +10'])
    await under.send('PATCH', '/keys/k', { body: { attributes: { exp: start + 60 * day } } })
    await life.at(date(59))
    expect(told()).toEqual(['KeyNearExpiry k +10', 'KeyNearExpiry k +30'])
  })

  it('is told of the current version alone', async () => {
    await createKey('k', { attributes: { exp: start + 40 * day } })
    await createKey('k', { attributes: { exp: start + 80 * day } })
    await life.at(date(200))
    expect(told()).toEqual(['KeyNearExpiry k +50', 'KeyExpired k +80'])
  })

  it('is told at once when it is over when it is set', async () => {
    await life.at(date(10))
    await createKey('late', { attributes: { exp: start + 5 * day } })
    await life.at(date(10.5))
    expect(told()).toEqual(['KeyNearExpiry late +10', 'KeyExpired late +10'])
  })

  it('follows the Notify of the rotation policy', async () => {
    await createKey('k', { attributes: { exp: start + 100 * day } })
    await life.at(date(1))
    const notify = { trigger: { timeBeforeExpiry: 'P60D' }, action: { type: 'Notify' } }
    const put = await under.send('PUT', '/keys/k/rotationpolicy', {
      body: { lifetimeActions: [notify], attributes: { expiryTime: 'P100D' } },
    })
    expect(put.status).toBe(200)
    await life.at(date(50))
    expect(told()).toEqual(['KeyNearExpiry k +40'])
  })

  it('leaves audit records of the service itself', async () => {
    await createKey('k', { attributes: { exp: start + 40 * day } })
    await life.at(date(50))
    const [expired, near] = under.ctx.store.read((db) => listAudit(db, null, 2))
    expect([near?.operationName, expired?.operationName]).toEqual([
      'KeyNearExpiryEventGridNotification',
      'KeyExpiredEventGridNotification',
    ])
    expect(expired?.identity.claim.appid).toBe('cfa8b339-82a2-471a-a3c9-0fc0be7a4093')
    expect(expired?.time.slice(0, 19)).toBe(date(40).toISOString().slice(0, 19))
    expect(expired?.properties.id).toMatch(
      /^https:\/\/kv\.vault\.azure\.net\/keys\/k\/[0-9a-f]{32}$/,
    )
  })
})

describe('rotation of keys', () => {
  const policy = {
    lifetimeActions: [{ trigger: { timeAfterCreate: 'P30D' }, action: { type: 'Rotate' } }],
    attributes: { expiryTime: 'P90D' },
  }
  const createdDays = async (name: string) => {
    const { body } = await under.send('GET', `/keys/${name}/versions`)
    const items: { attributes: { created: number } }[] = body.value
    return items.map((item) => (item.attributes.created - start) / day).sort((a, b) => a - b)
  }

  it('makes each version at its own time, however far the clock jumps', async () => {
    await createKey('k', { tags: { team: 'web' } })
    await under.send('PUT', '/keys/k/rotationpolicy', { body: policy })
    await life.at(date(100))
    expect(await createdDays('k')).toEqual([0, 30, 60, 90])
    const { body } = await under.send('GET', '/keys/k')
    expect(body.attributes.exp).toBe(start + 180 * day)
    expect(body.tags).toEqual({ team: 'web' })
    await life.at(date(5))
    await life.at(date(119))
    expect(await createdDays('k')).toEqual([0, 30, 60, 90])
    const own = under.ctx.store
      .read((db) => listAudit(db, null, 100))
      .filter((line) => line.operationName === 'KeyRotateIfDue')
    expect(own).toHaveLength(3)
  })

  it('waits for the recovery of a deleted key', async () => {
    await createKey('k')
    await under.send('PUT', '/keys/k/rotationpolicy', { body: policy })
    await under.ctx.store.write((db) =>
      db.sql("UPDATE vault_keys SET deleted_at = ? WHERE name = 'k'").run(start),
    )
    await life.at(date(100))
    await under.ctx.store.write((db) =>
      db.sql("UPDATE vault_keys SET deleted_at = NULL WHERE name = 'k'").run(),
    )
    await life.at(date(101))
    expect(await createdDays('k')).toEqual([0, 100])
  })
})
