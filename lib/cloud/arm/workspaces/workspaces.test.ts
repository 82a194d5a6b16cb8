import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type ArmUnderTest,
  group,
  nobody,
  openArmUnderTest,
  subscription,
} from '../arm-under-test.ts'

let cloud: ArmUnderTest
const workspaces = `${group}/providers/Microsoft.OperationalInsights/workspaces`
const version = '2025-02-01'

beforeAll(async () => {
  cloud = await openArmUnderTest()
})

afterAll(() => cloud.close())

async function put(name: string, body: object = { location: 'westeurope' }) {
  return cloud.arm('PUT', `${workspaces}/${name}`, { version, body })
}

describe('workspaces', () => {
  it('are made with an id for queries, which stays', async () => {
    const made = await put('log-one', { location: 'West Europe', tags: { a: 'b' } })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      id: `${workspaces}/log-one`,
      name: 'log-one',
      type: 'Microsoft.OperationalInsights/workspaces',
      location: 'westeurope',
      tags: { a: 'b' },
      properties: {
        customerId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        provisioningState: 'Succeeded',
        sku: { name: 'PerGB2018' },
        retentionInDays: 30,
        publicNetworkAccessForQuery: 'Enabled',
      },
    })
    const again = await put('LOG-ONE', {
      location: 'westeurope',
      properties: { retentionInDays: 90 },
    })
    expect(again.status).toBe(200)
    expect(again.body.properties).toMatchObject({
      customerId: made.body.properties.customerId,
      retentionInDays: 90,
    })
    const patched = await cloud.arm('PATCH', `${workspaces}/log-one`, {
      version,
      body: { tags: { c: 'd' } },
    })
    expect(patched.body).toMatchObject({ tags: { c: 'd' }, properties: { retentionInDays: 90 } })
    const got = await cloud.arm('GET', `${workspaces}/log-one`, { version })
    expect(got.body).toEqual(patched.body)
  })

  it('are listed by group and subscription, and deleted', async () => {
    await put('log-two')
    const names = async (path: string) =>
      (await cloud.arm('GET', path, { version })).body.value.map(
        (one: { name: string }) => one.name,
      )
    const all = `/subscriptions/${subscription}/providers/Microsoft.OperationalInsights/workspaces`
    expect(await names(workspaces)).toContain('log-two')
    expect(await names(all)).toContain('log-two')
    const remove = () => cloud.arm('DELETE', `${workspaces}/log-two`, { version })
    expect((await remove()).status).toBe(200)
    expect((await remove()).status).toBe(204)
    expect(await names(all)).not.toContain('log-two')
  })

  it('go with their group', async () => {
    const other = group.replace(/rg$/, 'rg-going')
    const body = { location: 'westeurope' }
    await cloud.arm('PUT', other, { version: '2021-04-01', body })
    const path = `${other}/providers/Microsoft.OperationalInsights/workspaces/log-going`
    expect((await cloud.arm('PUT', path, { version, body })).status).toBe(201)
    expect((await cloud.arm('DELETE', other, { version: '2021-04-01' })).status).toBe(202)
    await cloud.arm('PUT', other, { version: '2021-04-01', body })
    expect((await cloud.arm('GET', path, { version })).status).toBe(404)
  })

  it.each<[string, string, object | undefined, number, string]>([
    ['GET', 'log-none', undefined, 404, 'ResourceNotFound'],
    ['PATCH', 'log-none', {}, 404, 'ResourceNotFound'],
    ['PUT', 'x', { location: 'westeurope' }, 400, 'InvalidParameter'],
    ['PUT', 'log-three', {}, 400, 'LocationRequired'],
    [
      'PUT',
      'log-three',
      { location: 'westeurope', properties: { retentionInDays: 1 } },
      400,
      'InvalidParameter',
    ],
    [
      'PUT',
      'log-three',
      { location: 'westeurope', properties: { publicNetworkAccessForQuery: 'No' } },
      400,
      'InvalidParameter',
    ],
  ])('%s %s %j: %i %s', async (method, name, body, status, code) => {
    const answer = await cloud.arm(method, `${workspaces}/${name}`, { version, body })
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })

  it.each(['GET', 'PUT', 'PATCH', 'DELETE'])('refuses %s without the right', async (method) => {
    const answer = await cloud.arm(method, `${workspaces}/log-one`, {
      version,
      as: nobody,
      ...(method === 'PUT' || method === 'PATCH' ? { body: {} } : {}),
    })
    expect([answer.status, answer.body.error.code]).toEqual([403, 'AuthorizationFailed'])
  })
})
