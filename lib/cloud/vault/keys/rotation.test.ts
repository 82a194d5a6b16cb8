import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { listDueRotations } from '../rows/key-versions.ts'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let under: VaultUnderTest
const start = Date.parse('2026-05-01T08:00:00.000Z') / 1000
const day = 86_400
beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'kv' })
})
beforeEach(() => under.setNow(new Date(start * 1000)))
afterAll(() => under.close())

const create = (name: string, body: object = { kty: 'EC' }) =>
  under.send('POST', `/keys/${name}/create`, { body })
const put = (name: string, body: object) =>
  under.send('PUT', `/keys/${name}/rotationpolicy`, { body })
const rotateAfter = (timeAfterCreate: string) => ({
  trigger: { timeAfterCreate },
  action: { type: 'rotate' },
})
const rotateBefore = (timeBeforeExpiry: string) => ({
  trigger: { timeBeforeExpiry },
  action: { type: 'Rotate' },
})
const notify = (timeBeforeExpiry: string) => ({
  trigger: { timeBeforeExpiry },
  action: { type: 'Notify' },
})
const dueAt = (name: string) =>
  under.ctx.store
    .read((db) => listDueRotations(db, Number.MAX_SAFE_INTEGER, 100))
    .find((due) => due.name === name)?.rotateAt

describe('the rotation policy', () => {
  it('of a key without one has the default notification', async () => {
    await create('plain')
    const { status, body } = await under.send('GET', '/keys/plain/rotationpolicy')
    expect(status).toBe(200)
    expect(body).toEqual({
      id: 'https://kv.vault.azure.net/keys/plain/rotationpolicy',
      lifetimeActions: [notify('P30D')],
      attributes: {},
    })
  })

  it('keeps a notification in addition to what was sent', async () => {
    await create('set')
    const body = {
      lifetimeActions: [rotateAfter('P2M')],
      attributes: { expiryTime: 'P90D' },
    }
    const first = await put('set', body)
    expect(first.status).toBe(200)
    const expected = {
      id: 'https://kv.vault.azure.net/keys/set/rotationpolicy',
      lifetimeActions: [
        { trigger: { timeAfterCreate: 'P2M' }, action: { type: 'Rotate' } },
        notify('P30D'),
      ],
      attributes: { expiryTime: 'P90D', created: start, updated: start },
    }
    expect(first.body).toEqual(expected)
    under.setNow(new Date((start + 60) * 1000))
    const second = await put('set', { ...body, lifetimeActions: [notify('P10D')] })
    expect(second.body.lifetimeActions).toEqual([notify('P10D')])
    expect(second.body.attributes).toMatchObject({ created: start, updated: start + 60 })
    expect((await under.send('GET', '/keys/set/rotationpolicy')).body).toEqual(second.body)
  })

  it.each([
    [{ attributes: { expiryTime: 'P27D' } }, /28 days/],
    [{ attributes: { expiryTime: 'soon' } }, /^Property {2}has invalid value/],
    [{ attributes: { expiryTime: 'P' } }, /^Property {2}has invalid value/],
    [{ lifetimeActions: [rotateAfter('P6D')] }, /at least 7 days after creation/],
    [
      { lifetimeActions: [rotateAfter('P84D')], attributes: { expiryTime: 'P90D' } },
      /at least 7 days before expiry/,
    ],
    [
      { lifetimeActions: [rotateBefore('P6D')], attributes: { expiryTime: 'P90D' } },
      /at least 7 days before expiry/,
    ],
    [
      { lifetimeActions: [rotateBefore('P84D')], attributes: { expiryTime: 'P90D' } },
      /at least 7 days after creation/,
    ],
    [{ lifetimeActions: [rotateBefore('P10D')] }, /needs an expiryTime/],
    [{ lifetimeActions: [rotateAfter('P60D'), rotateAfter('P50D')] }, /at most one/],
    [{ lifetimeActions: [notify('P60D'), notify('P50D')] }, /at most one/],
    [
      { lifetimeActions: [{ trigger: { timeAfterCreate: 'P9D' }, action: { type: 'Notify' } }] },
      /Rotate only/,
    ],
    [
      {
        lifetimeActions: [
          {
            trigger: { timeAfterCreate: 'P9D', timeBeforeExpiry: 'P9D' },
            action: { type: 'Rotate' },
          },
        ],
      },
      /exactly one trigger/,
    ],
    [{ lifetimeActions: [{ trigger: {}, action: { type: 'Rotate' } }] }, /invalid value/],
    [{ lifetimeActions: [{ trigger: { timeAfterCreate: 'P9D' } }] }, /invalid value/],
    [{ lifetimeActions: ['Rotate'] }, /invalid value/],
  ])('refuses %j', async (body, message) => {
    await create('strict')
    const answer = await put('strict', body)
    expect([answer.status, answer.body.error.code]).toEqual([400, 'BadParameter'])
    expect(answer.body.error.message).toMatch(message)
  })

  it('is not there without a key', async () => {
    for (const method of ['GET', 'PUT']) {
      const answer = await under.send(method, '/keys/none/rotationpolicy')
      expect([answer.status, answer.body.error.code]).toEqual([404, 'KeyNotFound'])
    }
  })

  it.each([
    ['GET', 'rotationpolicy'],
    ['PUT', 'rotationpolicy'],
    ['POST', 'rotate'],
    ['POST', 'release'],
  ])('%s %s came with 7.3', async (method, segment) => {
    await create('older')
    const options = { apiVersion: '7.2', ...(method === 'GET' ? {} : { body: { target: 'x' } }) }
    const answer = await under.send(method, `/keys/older/${segment}`, options)
    expect([answer.status, answer.body.error]).toEqual([
      400,
      {
        code: 'BadParameter',
        message: `Method ${method} does not allow operation on this resource.`,
      },
    ])
  })

  it('has permissions of its own', async () => {
    await create('guarded')
    const oid = 'aaaaaaaa-0000-4000-8000-0000000000ff'
    const answer = await under.send('GET', '/keys/guarded/rotationpolicy', {
      as: { oid, sub: oid },
    })
    expect(answer.status).toBe(403)
    expect(answer.body.error.message).toContain('does not have keys getrotationpolicy permission')
  })
})

describe('rotation', () => {
  it('makes another version of the same kind, with the expiry of the policy', async () => {
    const first = await create('turn', {
      kty: 'EC',
      crv: 'P-384',
      key_ops: ['sign'],
      tags: { a: '1' },
      attributes: { exp: start + 5 * day },
    })
    await put('turn', { attributes: { expiryTime: 'P1M' } })
    under.setNow(new Date((start + day) * 1000))
    const { status, body } = await under.send('POST', '/keys/turn/rotate')
    expect(status).toBe(200)
    expect(body.key).toMatchObject({ kty: 'EC', crv: 'P-384', key_ops: ['sign'] })
    expect(body.key.x).not.toBe(first.body.key.x)
    expect(body.attributes.exp).toBe(Date.parse('2026-06-02T08:00:00.000Z') / 1000)
    expect(body.tags).toEqual({ a: '1' })
    expect((await under.send('GET', '/keys/turn')).body).toEqual(body)
  })

  it('sets no expiry without a policy', async () => {
    await create('free')
    const { body } = await under.send('POST', '/keys/free/rotate')
    expect(body.attributes.exp).toBeUndefined()
  })

  it('is refused where there is no key, and to a certificate', async () => {
    expect((await under.send('POST', '/keys/none/rotate')).body.error.code).toBe('KeyNotFound')
    await under.send('POST', '/certificates/web/create', {
      body: {
        policy: {
          issuer: { name: 'Self' },
          key_props: { kty: 'EC' },
          x509_props: { subject: 'CN=a' },
        },
      },
    })
    await under.app.settled()
    const answer = await under.send('POST', '/keys/web/rotate')
    expect(answer.status).toBe(403)
    expect(answer.body.error.innererror.code).toBe('KeyManagedByKeyVault')
  })
})

describe('when a rotation is due', () => {
  it('follows creation, policy, expiry and switch', async () => {
    await create('due')
    expect(dueAt('due')).toBeUndefined()
    await put('due', { lifetimeActions: [rotateAfter('P60D')] })
    expect(dueAt('due')).toBe(start + 60 * day)
    await put('due', {
      lifetimeActions: [rotateBefore('P10D')],
      attributes: { expiryTime: 'P40D' },
    })
    expect(dueAt('due')).toBeUndefined()
    await under.send('PATCH', '/keys/due', { body: { attributes: { exp: start + 50 * day } } })
    expect(dueAt('due')).toBe(start + 40 * day)
    await under.send('PATCH', '/keys/due', { body: { attributes: { enabled: false } } })
    expect(dueAt('due')).toBeUndefined()
    await under.send('POST', '/keys/due/rotate')
    expect(dueAt('due')).toBe(start + 30 * day)
  })
})
