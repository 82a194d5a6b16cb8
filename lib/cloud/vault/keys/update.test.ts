import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openVaultUnderTest, type VaultUnderTest } from '../vault-under-test.ts'

let under: VaultUnderTest
const gold = 'https://gold.vault.azure.net'
beforeAll(async () => {
  under = await openVaultUnderTest()
  await under.addVault({ name: 'kv' })
  await under.addVault({ name: 'gold', sku: { family: 'A', name: 'premium' } })
})
afterAll(() => under.close())

const policyOf = (version: string, value = 'true') =>
  Buffer.from(
    JSON.stringify({
      version,
      anyOf: [
        {
          authority: 'https://sharedweu.weu.attest.azure.net',
          allOf: [{ claim: 'c', equals: value }],
        },
      ],
    }),
  ).toString('base64url')

it('changes one version or the latest, and only what is given', async () => {
  const first = await under.send('POST', '/keys/k/create', {
    body: { kty: 'RSA', attributes: { exp: 9_000 }, tags: { a: '1' } },
  })
  const version = first.body.key.kid.split('/').at(-1)
  await under.send('POST', '/keys/k/create', { body: { kty: 'EC' } })
  under.setNow(new Date('2026-05-02T08:00:00.000Z'))
  const one = await under.send('PATCH', `/keys/k/${version}`, {
    body: { attributes: { enabled: false, nbf: 5 }, key_ops: ['sign'] },
  })
  expect(one.status).toBe(200)
  expect(one.body.key.key_ops).toEqual(['sign'])
  expect(one.body.attributes).toMatchObject({ enabled: false, nbf: 5, exp: 9_000 })
  expect(one.body.attributes.updated).toBe(one.body.attributes.created + 86_400)
  expect(one.body.tags).toEqual({ a: '1' })
  const latest = await under.send('PATCH', '/keys/k/', { body: { tags: { b: '2' } } })
  expect(latest.body.tags).toEqual({ b: '2' })
  expect(latest.body.key.kty).toBe('EC')
  expect((await under.send('GET', '/keys/k')).body).toEqual(latest.body)
})

describe('refused', () => {
  it.each([
    ['/keys/none', {}, 404, 'KeyNotFound'],
    ['/keys/e/00000000000000000000000000000000', {}, 404, 'KeyNotFound'],
    ['/keys/e/zz', {}, 400, 'BadParameter'],
    ['/keys/e', { key_ops: ['wrapKey'] }, 400, 'BadParameter'],
    ['/keys/e', { attributes: { exportable: true } }, 400, 'BadParameter'],
    ['/keys/e', { release_policy: { data: policyOf('1.0.0') } }, 400, 'BadParameter'],
  ])('PATCH %s %j', async (path, body, status, code) => {
    await under.send('POST', '/keys/e/create', { body: { kty: 'EC' } })
    const answer = await under.send('PATCH', path, { body })
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })
})

describe('release policies', () => {
  const policy = { data: policyOf('1.0.0') }
  const make = (name: string, body: object, host = gold, apiVersion = '7.6') =>
    under.send('POST', `${host}/keys/${name}/create`, {
      apiVersion,
      body: { kty: 'EC-HSM', ...body },
    })
  const exportable = { attributes: { exportable: true } }

  it('are kept with the key and shown', async () => {
    const { status, body } = await make('free', { ...exportable, release_policy: policy })
    expect(status).toBe(200)
    expect(body.attributes.exportable).toBe(true)
    expect(body.release_policy).toEqual({
      contentType: 'application/json; charset=utf-8',
      data: policy.data,
      immutable: false,
    })
    const again = await make('free', {})
    expect(again.body.attributes.exportable).toBe(true)
    expect(again.body.release_policy).toEqual(body.release_policy)
  })

  it('can be replaced until they are immutable', async () => {
    await make('swap', { ...exportable, release_policy: policy })
    const next = { data: policyOf('1.0.0', 'false'), immutable: true }
    const path = `${gold}/keys/swap`
    const swapped = await under.send('PATCH', path, { body: { release_policy: next } })
    expect(swapped.body.release_policy).toMatchObject(next)
    const refused = await under.send('PATCH', path, { body: { release_policy: policy } })
    expect(refused.status).toBe(400)
    expect(refused.body.error.message).toBe(
      'AKV.SKR.1020: Immutable Key Release Policy cannot be modified.',
    )
    const version = swapped.body.key.kid.split('/').at(-1)
    const versioned = await under.send('PATCH', `${path}/${version}`, {
      body: { release_policy: next },
    })
    expect(versioned.body.error.message).toContain('AKV.SKR.1016')
  })

  it.each([
    [
      'no policy',
      gold,
      '7.6',
      exportable,
      /^AKV.SKR.1004: Exportable keys must have release policy.$/,
    ],
    ['not exportable', gold, '7.6', { release_policy: policy }, /^AKV.SKR.1005: Non-exportable/],
    ['old api-version', gold, '7.2', { ...exportable, release_policy: policy }, /^AKV.SKR.1001/],
    [
      'standard vault',
      'https://kv.vault.azure.net',
      '7.6',
      { kty: 'EC', ...exportable, release_policy: policy },
      /^AKV.SKR.1001/,
    ],
    [
      'other grammar',
      gold,
      '7.6',
      { ...exportable, release_policy: { data: policyOf('9') } },
      /version is not 1.0.0/,
    ],
    [
      'no policy at all',
      gold,
      '7.6',
      { ...exportable, release_policy: { data: 'e30' } },
      /version is not 1.0.0/,
    ],
  ])('%s', async (_, host, apiVersion, body, message) => {
    const answer = await make('refused', body, host, apiVersion)
    expect(answer.status).toBe(400)
    expect(answer.body.error.message).toMatch(message)
  })

  it('do not come and go with new versions', async () => {
    await make('fixed', {})
    const answer = await make('fixed', { ...exportable, release_policy: policy })
    expect(answer.body.error.message).toMatch(/^AKV.SKR.1003/)
  })
})
