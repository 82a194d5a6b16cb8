import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listEvents } from '../../events/queue.ts'
import {
  type ArmUnderTest,
  nobody,
  openArmUnderTest,
  owner,
  tenantId,
  vaultRequest,
  vaults,
} from '../arm-under-test.ts'

const app = 'bbbbbbbb-0000-4000-8000-00000000000b'
const second = 'aaaaaaaa-0000-4000-8000-000000000002'

let cloud: ArmUnderTest

beforeAll(async () => {
  cloud = await openArmUnderTest()
})

afterAll(() => cloud.close())

const entry = (objectId: string, permissions: object, more: object = {}) => ({
  tenantId,
  objectId,
  ...more,
  permissions,
})

const before = [
  entry(owner, { keys: ['get', 'List'], secrets: ['get'] }),
  entry(owner, { keys: ['sign'] }, { applicationId: app }),
]

describe('accessPolicies', () => {
  it.each<[string, object[], object[]]>([
    [
      'add',
      [entry(owner.toUpperCase(), { keys: ['LIST', 'create'], certificates: ['get'] })],
      [
        entry(owner, { keys: ['get', 'List', 'create'], secrets: ['get'], certificates: ['get'] }),
        before[1] ?? {},
      ],
    ],
    ['add', [entry(second, { keys: ['get'] })], [...before, entry(second, { keys: ['get'] })]],
    [
      'add',
      [entry(owner, { keys: ['verify'] }, { applicationId: app })],
      [before[0] ?? {}, entry(owner, { keys: ['sign', 'verify'] }, { applicationId: app })],
    ],
    [
      'replace',
      [entry(owner, { storage: ['all'] })],
      [entry(owner, { storage: ['all'] }), before[1] ?? {}],
    ],
    [
      'remove',
      [entry(owner, { keys: ['list'] })],
      [entry(owner, { keys: ['get'], secrets: ['get'] }), before[1] ?? {}],
    ],
    ['remove', [entry(owner, { keys: ['all'], secrets: ['GET'] })], [before[1] ?? {}]],
    ['remove', [entry(second, { keys: ['get'] })], before],
  ])('%s %j', async (change, accessPolicies, after) => {
    const path = `${vaults}/kv-policies`
    await cloud.arm('PUT', path, { body: vaultRequest({ accessPolicies: before }) })
    const answer = await cloud.arm('PUT', `${path}/accessPolicies/${change}`, {
      body: { properties: { accessPolicies } },
    })
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        id: `${path}/accessPolicies/`,
        type: 'Microsoft.KeyVault/vaults/accessPolicies',
        properties: { accessPolicies: after },
      },
    ])
    expect((await cloud.arm('GET', path)).body.properties.accessPolicies).toEqual(after)
  })

  it('are counted after the change', async () => {
    const path = `${vaults}/kv-many`
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, at) =>
        entry(`aaaaaaaa-0000-4000-8000-${String(from + at).padStart(12, '0')}`, { keys: ['get'] }),
      )
    await cloud.arm('PUT', path, { body: vaultRequest({ accessPolicies: many(0, 1_000) }) })
    const add = (accessPolicies: object[]) =>
      cloud.arm('PUT', `${path}/accessPolicies/add`, { body: { properties: { accessPolicies } } })
    const full = await add(many(990, 34))
    expect(full.body.properties.accessPolicies).toHaveLength(1_024)
    const over = await add(many(1_024, 1))
    expect([over.status, over.body.error]).toEqual([
      400,
      {
        code: 'BadRequest',
        message: 'The number of access policies 1025 exceeds the maximum of 1024 for a vault.',
      },
    ])
  })

  it('are news only when they change', async () => {
    const path = `${vaults}/kv-news`
    await cloud.arm('PUT', path, { body: vaultRequest({ accessPolicies: before }) })
    const body = { properties: { accessPolicies: [before[0]] } }
    await cloud.arm('PUT', `${path}/accessPolicies/add`, { body })
    const news = () => listEvents(cloud.ctx.store, 100).filter((one) => one.topic === path)
    expect(news()).toHaveLength(0)
    await cloud.arm('PUT', `${path}/accessPolicies/remove`, { body })
    expect(news()).toHaveLength(1)
  })

  it.each<[string, string, object, number, string]>([
    ['merge', 'kv-news', { properties: { accessPolicies: [] } }, 400, 'BadRequest'],
    ['add', 'kv-news', {}, 400, 'BadRequest'],
    ['add', 'kv-none', { properties: { accessPolicies: [] } }, 404, 'ResourceNotFound'],
  ])('%s on %s with %j: %i %s', async (change, name, body, status, code) => {
    const answer = await cloud.arm('PUT', `${vaults}/${name}/accessPolicies/${change}`, { body })
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })

  it('need a right of their own', async () => {
    const answer = await cloud.arm('PUT', `${vaults}/kv-news/accessPolicies/add`, { as: nobody })
    expect(answer.body.error.message).toContain("'Microsoft.KeyVault/vaults/accessPolicies/write'")
  })
})
