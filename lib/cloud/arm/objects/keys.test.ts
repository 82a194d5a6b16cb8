import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listAudit } from '../../logs/audit.ts'
import {
  type Answer,
  type ArmUnderTest,
  everything,
  nobody,
  openArmUnderTest,
  owner,
  vaultRequest,
  vaults,
} from '../arm-under-test.ts'

const path = `${vaults}/kv-keys/keys`
const data = { claims: { aud: 'https://vault.azure.net' } }
const host = 'https://kv-keys.vault.azure.net'

let cloud: ArmUnderTest

beforeAll(async () => {
  cloud = await openArmUnderTest()
  await cloud.arm('PUT', `${vaults}/kv-keys`, {
    body: vaultRequest({ accessPolicies: [everything(owner)] }),
  })
})

afterAll(() => cloud.close())

function put(name: string, properties: object, as = owner): Promise<Answer> {
  return cloud.arm('PUT', `${path}/${name}`, { as, body: { properties, tags: { a: 'b' } } })
}

describe('keys in the management plane', () => {
  it('are made once, and never changed by a second request', async () => {
    const made = await put('One', { kty: 'EC', curveName: 'P-384', attributes: { enabled: false } })
    expect(made.status).toBe(200)
    const { keyUriWithVersion } = made.body.properties
    expect(made.body).toEqual({
      id: `${path}/One`,
      name: 'One',
      type: 'Microsoft.KeyVault/vaults/keys',
      location: 'westeurope',
      tags: { a: 'b' },
      properties: {
        attributes: {
          enabled: false,
          created: 1_777_622_400,
          updated: 1_777_622_400,
          recoveryLevel: 'Recoverable+Purgeable',
          exportable: false,
        },
        kty: 'EC',
        keyOps: ['sign', 'verify'],
        curveName: 'P-384',
        keyUri: `${host}/keys/One`,
        keyUriWithVersion,
      },
    })
    const version = keyUriWithVersion.split('/').at(-1)
    expect((await cloud.vault('GET', `${host}/keys/one`, data)).body.key.kid).toBe(
      keyUriWithVersion,
    )
    const again = await put('one', { kty: 'RSA', keySize: 4096 })
    expect([again.status, again.body]).toEqual([200, made.body])
    expect((await cloud.arm('GET', `${path}/one`)).body).toEqual(made.body)
    const versions = await cloud.arm('GET', `${path}/one/versions`)
    expect(versions.body).toEqual({
      value: [
        {
          ...made.body,
          id: `${path}/One/versions/${version}`,
          name: version,
          type: 'Microsoft.KeyVault/vaults/keys/versions',
        },
      ],
    })
    const one = await cloud.arm('GET', `${path}/one/versions/${version}`)
    expect(one.body).toEqual(versions.body.value[0])
    const [row] = listAudit(cloud.ctx.store, `${vaults}/kv-keys`, 1)
    expect(row?.operationName).toBe('KeyGet')
  })

  it('carry their policies from the start', async () => {
    const rotationPolicy = {
      attributes: { expiryTime: 'P90D' },
      lifetimeActions: [{ trigger: { timeAfterCreate: 'P60D' }, action: { type: 'rotate' } }],
    }
    const rotated = await put('rotated', { kty: 'EC', rotationPolicy })
    expect(rotated.body.properties.rotationPolicy).toEqual({
      attributes: { expiryTime: 'P90D', created: 1_777_622_400, updated: 1_777_622_400 },
      lifetimeActions: [
        ...rotationPolicy.lifetimeActions,
        { trigger: { timeBeforeExpiry: 'P30D' }, action: { type: 'notify' } },
      ],
    })
    const seen = await cloud.vault('GET', `${host}/keys/rotated/rotationpolicy`, data)
    expect(seen.body.lifetimeActions[0].action.type).toBe('Rotate')
    const grammar = {
      version: '1.0.0',
      anyOf: [{ authority: 'https://a.example', allOf: [{ claim: 'x', equals: 'y' }] }],
    }
    const release_policy = {
      contentType: 'application/json; charset=utf-8',
      data: Buffer.from(JSON.stringify(grammar)).toString('base64url'),
    }
    await cloud.arm('PUT', `${vaults}/kv-hsm-keys`, {
      body: vaultRequest({ sku: { family: 'A', name: 'premium' } }),
    })
    const released = await cloud.arm('PUT', `${vaults}/kv-hsm-keys/keys/out`, {
      body: { properties: { kty: 'EC-HSM', attributes: { exportable: true }, release_policy } },
    })
    expect(released.body.properties).toMatchObject({
      kty: 'EC-HSM',
      attributes: { exportable: true },
      release_policy,
    })
  })

  it('are listed page by page', async () => {
    await put('b-two', { kty: 'RSA', keyOps: ['sign'] })
    const seen: string[] = []
    let link = `${path}?$top=1`
    while (link) {
      const page = await cloud.arm('GET', link)
      seen.push(...page.body.value.map((one: { name: string }) => one.name))
      link = page.body.nextLink ?? ''
    }
    expect(seen).toEqual(['b-two', 'One', 'rotated'])
    expect((await cloud.arm('GET', `${path}/b-two`)).body.properties).toMatchObject({
      kty: 'RSA',
      keySize: 2048,
      keyOps: ['sign'],
    })
  })

  it.each<[string, object, number, string]>([
    ['x', { kty: 'DSA' }, 400, 'BadParameter'],
    ['x', { kty: 'RSA', keySize: 1024 }, 400, 'BadParameter'],
    ['x', { kty: 'RSA-HSM' }, 400, 'BadParameter'],
    ['a_b', { kty: 'RSA' }, 400, 'BadParameter'],
    ['x', { kty: 'EC', attributes: { exportable: true } }, 400, 'BadParameter'],
    [
      'x',
      { kty: 'EC', rotationPolicy: { attributes: { expiryTime: 'P1D' } } },
      400,
      'BadParameter',
    ],
  ])('%s of %j: %i %s', async (name, properties, status, code) => {
    const answer = await put(name, properties)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })

  it('need a role, whatever the access policies say', async () => {
    const refused = await put('x', { kty: 'EC' }, nobody)
    expect(refused.body.error.message).toContain("'Microsoft.KeyVault/vaults/keys/write'")
    for (const below of ['', '/one', '/one/versions']) {
      expect((await cloud.arm('GET', path + below, { as: nobody })).status).toBe(403)
    }
    const missing = await cloud.arm('GET', `${path}/none`)
    expect([missing.status, missing.body.error.code]).toEqual([404, 'KeyNotFound'])
  })
})
