import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Answer,
  type ArmUnderTest,
  group,
  nobody,
  openArmUnderTest,
  owner,
  subscription,
  vaultRequest,
  vaults,
} from '../arm-under-test.ts'

const version = '2024-05-01'
const networks = `${group}/providers/Microsoft.Network/virtualNetworks`
const endpoints = `${group}/providers/Microsoft.Network/privateEndpoints`
const contributor = 'aaaaaaaa-0000-4000-8000-000000000003'

let cloud: ArmUnderTest

beforeAll(async () => {
  cloud = await openArmUnderTest()
  await cloud.assignRole('Key Vault Contributor', contributor, group)
})

afterAll(() => cloud.close())

function errorOf(answer: Answer): [number, string] {
  return [answer.status, answer.body?.error?.code]
}

function network(name: string, subnets: object[] = []): Promise<Answer> {
  return cloud.arm('PUT', `${networks}/${name}`, {
    version,
    body: {
      location: 'westeurope',
      properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets },
    },
  })
}

const subnet = (name: string, ...services: string[]) => ({
  name,
  properties: {
    addressPrefix: '10.0.1.0/24',
    serviceEndpoints: services.map((service) => ({ service })),
  },
})

describe('virtual networks', () => {
  it('are made, listed, replaced and deleted with their subnets', async () => {
    const made = await network('hub', [subnet('apps', 'Microsoft.KeyVault')])
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      id: `${networks}/hub`,
      type: 'Microsoft.Network/virtualNetworks',
      properties: {
        addressSpace: { addressPrefixes: ['10.0.0.0/16'] },
        subnets: [
          {
            id: `${networks}/hub/subnets/apps`,
            properties: {
              addressPrefix: '10.0.1.0/24',
              serviceEndpoints: [{ service: 'Microsoft.KeyVault', locations: ['*'] }],
            },
          },
        ],
      },
    })
    const added = await cloud.arm('PUT', `${networks}/hub/subnets/data`, {
      version,
      body: subnet('data'),
    })
    expect([added.status, added.body.name]).toEqual([201, 'data'])
    const subnets = await cloud.arm('GET', `${networks}/HUB/subnets`, { version })
    expect(subnets.body.value.map((one: { name: string }) => one.name)).toEqual(['apps', 'data'])
    for (const path of [networks, networks.replace('/resourceGroups/rg', '')]) {
      const listed = await cloud.arm('GET', path, { version })
      expect(listed.body.value).toMatchObject([{ name: 'hub' }])
    }
    expect((await cloud.arm('DELETE', `${networks}/hub/subnets/data`, { version })).status).toBe(
      200,
    )
    const gone = await cloud.arm('GET', `${networks}/hub/subnets/data`, { version })
    expect(errorOf(gone)).toEqual([404, 'NotFound'])
    expect((await cloud.arm('DELETE', `${networks}/hub`, { version })).status).toBe(200)
    expect((await cloud.arm('DELETE', `${networks}/hub`, { version })).status).toBe(204)
    expect(errorOf(await cloud.arm('GET', `${networks}/hub`, { version }))).toEqual([
      404,
      'ResourceNotFound',
    ])
  })

  it.each<[string, object, string]>([
    ['x', { location: 'westeurope', properties: {} }, 'InvalidRequestContent'],
    [
      'x',
      { location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0'] } } },
      'InvalidAddressPrefixFormat',
    ],
    ['-x', { location: 'westeurope' }, 'InvalidResourceName'],
    ['x', {}, 'LocationRequired'],
  ])('%s %j: 400 %s', async (name, body, code) => {
    const answer = await cloud.arm('PUT', `${networks}/${name}`, { version, body })
    expect(errorOf(answer)).toEqual([400, code])
  })

  it('are known in versions of their own', async () => {
    const answer = await cloud.arm('GET', networks, { version: '1999-01-01' })
    expect(errorOf(answer)).toEqual([404, 'InvalidResourceType'])
  })
})

describe('subnets in the rules of a vault', () => {
  const id = (name: string): string => `${networks}/Spoke/subnets/${name}`
  const rules = (...virtualNetworkRules: object[]) =>
    vaultRequest({ networkAcls: { defaultAction: 'Deny', virtualNetworkRules } })

  beforeAll(() => network('spoke', [subnet('with', 'Microsoft.KeyVault'), subnet('without')]))

  it('are kept in lower case', async () => {
    const answer = await cloud.arm('PUT', `${vaults}/kv-subnets`, {
      body: rules({ id: id('With') }),
    })
    expect(answer.body.properties.networkAcls.virtualNetworkRules).toEqual([
      { id: id('with').toLowerCase() },
    ])
  })

  it('need the endpoint of Key Vault, unless it may come later', async () => {
    const refused = await cloud.arm('PUT', `${vaults}/kv-subnets`, {
      body: rules({ id: id('without') }, { id: id('none') }, { id: id('with') }),
    })
    expect(errorOf(refused)).toEqual([400, 'SubnetsHaveNoServiceEndpointsConfigured'])
    expect(refused.body.error.message).toContain(
      `Subnets without,none of virtual network ${networks.toLowerCase()}/spoke do not have ServiceEndpoints for Microsoft.KeyVault resources configured.`,
    )
    const later = { id: id('without'), ignoreMissingVnetServiceEndpoint: true }
    const taken = await cloud.arm('PUT', `${vaults}/kv-subnets`, { body: rules(later) })
    expect(taken.body.properties.networkAcls.virtualNetworkRules).toEqual([
      { id: later.id.toLowerCase(), ignoreMissingVnetServiceEndpoint: true },
    ])
  })

  it('need the right to join them', async () => {
    const refused = await cloud.arm('PUT', `${vaults}/kv-subnets`, {
      as: contributor,
      body: rules({ id: id('with') }),
    })
    expect(errorOf(refused)).toEqual([403, 'LinkedAuthorizationFailed'])
    expect(refused.body.error.message).toContain('subnets/joinViaServiceEndpoint/action')
  })
})

describe('private endpoints', () => {
  const connect = (name: string, kind: string, vault: string, as = owner): Promise<Answer> =>
    cloud.arm('PUT', `${endpoints}/${name}`, {
      as,
      version,
      body: {
        location: 'westeurope',
        properties: {
          subnet: { id: `${networks}/spoke/subnets/without` },
          [kind]: [
            {
              name: 'to-vault',
              properties: {
                privateLinkServiceId: `${vaults}/${vault}`,
                groupIds: ['vault'],
                requestMessage: 'Please.',
              },
            },
          ],
        },
      },
    })
  const manual = 'manualPrivateLinkServiceConnections'
  const direct = 'privateLinkServiceConnections'

  beforeAll(() => cloud.arm('PUT', `${vaults}/kv-linked`, { body: vaultRequest() }))

  it('wait for approval, and are told what came of it (protocol section 9.2)', async () => {
    const made = await connect('pe1', manual, 'kv-linked')
    expect([made.status, made.body.properties[manual][0].properties]).toMatchObject([
      201,
      { privateLinkServiceConnectionState: { status: 'Pending', description: 'Please.' } },
    ])
    const path = `${vaults}/kv-linked/privateEndpointConnections`
    const [found] = (await cloud.arm('GET', path)).body.value
    expect(found).toMatchObject({
      id: `${path}/${found.name}`,
      type: 'Microsoft.KeyVault/vaults/privateEndpointConnections',
      properties: {
        provisioningState: 'Succeeded',
        privateEndpoint: { id: `${endpoints}/pe1` },
        privateLinkServiceConnectionState: { status: 'Pending' },
      },
    })
    for (const status of ['Approved', 'Rejected']) {
      const state = { status, description: 'Seen.' }
      const answer = await cloud.arm('PUT', `${path}/${found.name}`, {
        body: { properties: { privateLinkServiceConnectionState: state } },
      })
      expect(answer.status).toBe(200)
      expect(answer.body.properties.privateLinkServiceConnectionState).toEqual({
        ...state,
        actionsRequired: 'None',
      })
      expect(answer.body.etag).not.toBe(found.etag)
    }
    const vault = await cloud.arm('GET', `${vaults}/kv-linked`)
    expect(vault.body.properties.privateEndpointConnections).toMatchObject([
      { id: found.id, properties: { privateLinkServiceConnectionState: { status: 'Rejected' } } },
    ])
    const removed = await cloud.arm('DELETE', `${path}/${found.name}`)
    expect([removed.status, removed.body.properties.provisioningState]).toEqual([
      200,
      'Disconnected',
    ])
    expect((await cloud.arm('DELETE', `${path}/${found.name}`)).status).toBe(204)
    expect((await cloud.arm('GET', `${path}/${found.name}`)).status).toBe(204)
    const told = await cloud.arm('GET', `${endpoints}/pe1`, { version })
    expect(
      told.body.properties[manual][0].properties.privateLinkServiceConnectionState.status,
    ).toBe('Disconnected')
  })

  it('are approved at once by one who may approve', async () => {
    const made = await connect('pe2', direct, 'kv-linked')
    expect(
      made.body.properties[direct][0].properties.privateLinkServiceConnectionState.status,
    ).toBe('Approved')
    expect((await connect('pe2', direct, 'kv-linked')).status).toBe(200)
    const listed = await cloud.arm('GET', `${vaults}/kv-linked/privateEndpointConnections`)
    expect(listed.body.value).toHaveLength(1)
    expect((await cloud.arm('DELETE', `${endpoints}/pe2`, { version })).status).toBe(200)
    const after = await cloud.arm('GET', `${vaults}/kv-linked/privateEndpointConnections`)
    expect(after.body.value).toEqual([])
  })

  it('are refused without a vault, a connection, or the right', async () => {
    expect(errorOf(await connect('pe3', direct, 'kv-none'))).toEqual([
      400,
      'PrivateLinkServiceNotFound',
    ])
    const empty = await cloud.arm('PUT', `${endpoints}/pe3`, {
      version,
      body: { location: 'westeurope', properties: {} },
    })
    expect(errorOf(empty)).toEqual([400, 'InvalidRequestContent'])
    expect(errorOf(await connect('pe3', direct, 'kv-linked', nobody))).toEqual([
      403,
      'AuthorizationFailed',
    ])
    const builder = 'aaaaaaaa-0000-4000-8000-000000000004'
    await cloud.assignRole('Contributor', builder, `${endpoints}/pe3`)
    expect(errorOf(await connect('pe3', direct, 'kv-linked', builder))).toEqual([
      403,
      'LinkedAuthorizationFailed',
    ])
    expect((await connect('pe3', manual, 'kv-linked', builder)).status).toBe(201)
  })

  it('find the vault by its link resource', async () => {
    const answer = await cloud.arm('GET', `${vaults}/kv-linked/privateLinkResources`)
    expect(answer.body.value).toMatchObject([
      {
        name: 'vault',
        properties: {
          groupId: 'vault',
          requiredMembers: ['default'],
          requiredZoneNames: ['privatelink.vaultcore.azure.net'],
        },
      },
    ])
  })
})

describe('resource groups', () => {
  const groups = `/subscriptions/${subscription}/resourcegroups`
  const at = { version: '2021-04-01' }

  it('are made, tagged, seen and deleted with what is in them', async () => {
    const body = { location: 'North Europe', tags: { a: 'b' } }
    const made = await cloud.arm('PUT', `${groups}/rg-new`, { ...at, body })
    expect([made.status, made.body]).toEqual([
      201,
      {
        id: `/subscriptions/${subscription}/resourceGroups/rg-new`,
        name: 'rg-new',
        type: 'Microsoft.Resources/resourceGroups',
        location: 'northeurope',
        tags: { a: 'b' },
        properties: { provisioningState: 'Succeeded' },
      },
    ])
    expect((await cloud.arm('PUT', `${groups}/rg-new`, { ...at, body })).status).toBe(200)
    const patched = await cloud.arm('PATCH', `${groups}/rg-new`, { ...at, body: { tags: {} } })
    expect(patched.body.tags).toEqual({})
    expect((await cloud.arm('HEAD', `${groups}/rg-new`, at)).status).toBe(204)
    const inside = vaults.replace('/rg/', '/rg-new/')
    await cloud.arm('PUT', `${inside}/kv-inside`, { body: vaultRequest() })
    await cloud.arm('PUT', `${networks.replace('/rg/', '/rg-new/')}/net`, {
      version,
      body: {
        location: 'westeurope',
        properties: { addressSpace: { addressPrefixes: ['10.0.0.0/8'] }, subnets: [subnet('s')] },
      },
    })
    const deleted = await cloud.arm('DELETE', `${groups}/rg-new`, at)
    expect(deleted.status).toBe(202)
    expect((await cloud.arm('GET', deleted.headers.get('location') ?? '')).status).toBe(200)
    expect((await cloud.arm('HEAD', `${groups}/rg-new`, at)).status).toBe(404)
    const recover = { location: 'westeurope', properties: { createMode: 'recover' } }
    const early = await cloud.arm('PUT', `${inside}/kv-inside`, { body: recover })
    expect(errorOf(early)).toEqual([404, 'ResourceGroupNotFound'])
    await cloud.arm('PUT', `${groups}/rg-new`, { ...at, body })
    expect((await cloud.arm('PUT', `${inside}/kv-inside`, { body: recover })).status).toBe(200)
  })

  it.each<[string, string, object, number, string]>([
    ['PUT', 'rg', { location: 'northeurope' }, 409, 'InvalidResourceGroupLocation'],
    ['PUT', 'rg.', { location: 'northeurope' }, 400, 'InvalidResourceGroup'],
    ['PUT', 'rg-x', {}, 400, 'LocationRequired'],
    ['PATCH', 'rg-x', {}, 404, 'ResourceGroupNotFound'],
    ['DELETE', 'rg-x', {}, 404, 'ResourceGroupNotFound'],
  ])('%s %s %j: %i %s', async (method, name, body, status, code) => {
    const answer = await cloud.arm(method, `${groups}/${name}`, { ...at, body })
    expect(errorOf(answer)).toEqual([status, code])
  })

  it('take a right for each', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const answer = await cloud.arm(method, `${groups}/rg`, { ...at, as: nobody, body: {} })
      expect(errorOf(answer)).toEqual([403, 'AuthorizationFailed'])
    }
  })
})
