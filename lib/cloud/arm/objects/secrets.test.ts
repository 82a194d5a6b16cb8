import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '../../logs/audit.ts'
import {
  type ArmUnderTest,
  everything,
  nobody,
  openArmUnderTest,
  owner,
  vaultRequest,
  vaults,
} from '../arm-under-test.ts'

const path = `${vaults}/kv-secrets/secrets`
const data = { claims: { aud: 'https://vault.azure.net' } }
const host = 'https://kv-secrets.vault.azure.net'

let cloud: ArmUnderTest

beforeAll(async () => {
  cloud = await openArmUnderTest()
  await cloud.arm('PUT', `${vaults}/kv-secrets`, {
    body: vaultRequest({ accessPolicies: [everything(owner)] }),
  })
})

afterAll(() => cloud.close())

const read = async (name: string): Promise<string> =>
  (await cloud.vault('GET', `${host}/secrets/${name}`, data)).body.value

describe('secrets in the management plane', () => {
  it('are set, changed and shown, and never with their value', async () => {
    const made = await cloud.arm('PUT', `${path}/One`, {
      body: {
        properties: {
          value: 'hush-1',
          contentType: 'text/plain',
          attributes: { exp: 1_900_000_000 },
        },
        tags: { a: 'b' },
      },
    })
    const { secretUriWithVersion } = made.body.properties
    expect([made.status, made.body]).toEqual([
      200,
      {
        id: `${path}/One`,
        name: 'One',
        type: 'Microsoft.KeyVault/vaults/secrets',
        location: 'westeurope',
        tags: { a: 'b' },
        properties: {
          contentType: 'text/plain',
          attributes: {
            enabled: true,
            exp: 1_900_000_000,
            created: 1_777_622_400,
            updated: 1_777_622_400,
          },
          secretUri: `${host}/secrets/One`,
          secretUriWithVersion,
        },
      },
    ])
    expect(await read('one')).toBe('hush-1')
    const off = await cloud.arm('PATCH', `${path}/one`, {
      body: { properties: { attributes: { enabled: false } } },
    })
    expect(off.body.properties).toMatchObject({
      secretUriWithVersion,
      contentType: 'text/plain',
      attributes: { enabled: false, exp: 1_900_000_000 },
    })
    const again = await cloud.arm('PATCH', `${path}/one`, {
      body: { properties: { value: 'hush-2', attributes: { enabled: true } }, tags: { c: 'd' } },
    })
    expect(again.body).toMatchObject({
      tags: { c: 'd' },
      properties: { contentType: 'text/plain' },
    })
    expect(again.body.properties.secretUriWithVersion).not.toBe(secretUriWithVersion)
    expect(await read('one')).toBe('hush-2')
    await cloud.arm('PUT', `${path}/a-two`, { body: { properties: { value: 'hush-3' } } })
    const listed = await cloud.arm('GET', path)
    expect(listed.body.value.map((one: { name: string }) => one.name)).toEqual(['a-two', 'One'])
    expect((await cloud.arm('GET', `${path}/ONE`)).body).toEqual(again.body)
    const seen = JSON.stringify([made, off, again, listed].map((answer) => answer.body))
    expect(seen + JSON.stringify(listAudit(cloud.ctx.store, null, 100))).not.toContain('hush')
  })

  it.each<[string, string, unknown, number, string]>([
    ['PUT', 'x', { properties: {} }, 400, 'BadParameter'],
    ['PUT', 'x', { properties: { value: 'x'.repeat(25_601) } }, 400, 'BadParameter'],
    ['PUT', 'a_b', { properties: { value: 'x' } }, 400, 'BadParameter'],
    ['PUT', 'x', '{"value":', 400, 'InvalidRequestContent'],
    ['PATCH', 'none', { properties: {} }, 404, 'SecretNotFound'],
    ['GET', 'none', undefined, 404, 'SecretNotFound'],
  ])('%s %s: refused', async (method, name, body, status, code) => {
    const answer = await cloud.arm(method, `${path}/${name}`, body === undefined ? {} : { body })
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })

  it('need a role, whatever the access policies say', async () => {
    for (const method of ['PUT', 'PATCH', 'GET']) {
      const answer = await cloud.arm(method, `${path}/one`, {
        as: nobody,
        ...(method === 'GET' ? {} : { body: '{' }),
      })
      expect([answer.status, answer.body.error.code]).toEqual([403, 'AuthorizationFailed'])
    }
  })
})
