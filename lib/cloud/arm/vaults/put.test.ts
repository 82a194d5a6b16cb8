import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listEvents } from '../../events/queue.ts'
import { listAudit } from '../../logs/audit.ts'
import {
  type ArmUnderTest,
  everything,
  group,
  nobody,
  openArmUnderTest,
  owner,
  subscription,
  tenantId,
  vaultRequest,
  vaults,
} from '../arm-under-test.ts'

let cloud: ArmUnderTest

beforeAll(async () => {
  cloud = await openArmUnderTest()
})

afterAll(() => cloud.close())

describe('PUT of a vault', () => {
  it('makes it, its name first on the way into DNS (protocol section 9.1)', async () => {
    const made = await cloud.arm('PUT', `${vaults}/kv-new`, {
      body: vaultRequest({}, { location: 'West Europe', tags: { env: 'test' } }),
    })
    expect(made.status).toBe(200)
    expect(made.body).toEqual({
      id: `${vaults}/kv-new`,
      name: 'kv-new',
      type: 'Microsoft.KeyVault/vaults',
      location: 'westeurope',
      tags: { env: 'test' },
      systemData: {
        createdBy: '1@contoso.example',
        createdByType: 'User',
        createdAt: '2026-05-01T08:00:00.000Z',
        lastModifiedBy: '1@contoso.example',
        lastModifiedByType: 'User',
        lastModifiedAt: '2026-05-01T08:00:00.000Z',
      },
      properties: {
        sku: { family: 'A', name: 'standard' },
        tenantId,
        accessPolicies: [],
        enabledForDeployment: false,
        enableSoftDelete: true,
        softDeleteRetentionInDays: 90,
        vaultUri: 'https://kv-new.vault.azure.net',
        provisioningState: 'RegisteringDns',
        publicNetworkAccess: 'Enabled',
      },
    })
    expect((await cloud.arm('GET', `${vaults}/kv-new`)).body.properties).toMatchObject({
      vaultUri: 'https://kv-new.vault.azure.net/',
      provisioningState: 'Succeeded',
    })
    const probe = await cloud.vault('GET', 'https://kv-new.vault.azure.net/secrets', { as: null })
    expect(probe.status).toBe(401)
    expect(listAudit(cloud.ctx.store, `${vaults}/kv-new`, 5).at(-1)).toMatchObject({
      operationName: 'VaultPut',
      resultSignature: 'OK',
    })
  })

  it.each([
    ['2026-02-01', true],
    ['2025-05-01', undefined],
    ['2015-06-01', undefined],
  ])('with version %s says of role assignments: %s', async (version, enabled) => {
    const name = `kv-rbac-${version.slice(0, 4)}`
    const made = await cloud.arm('PUT', `${vaults}/${name}`, { body: vaultRequest(), version })
    expect(made.body.properties.enableRbacAuthorization).toBe(enabled)
    const said = await cloud.arm('PUT', `${vaults}/${name}`, {
      body: vaultRequest({ enableRbacAuthorization: false }),
      version,
    })
    expect(said.body.properties.enableRbacAuthorization).toBe(false)
    const unsaid = await cloud.arm('PUT', `${vaults}/${name}`, { body: vaultRequest(), version })
    expect(unsaid.body.properties.enableRbacAuthorization).toBe(false)
  })

  it('sets back what it does not name, but for what stays', async () => {
    const path = `${vaults}/kv-replace`
    const first = vaultRequest(
      {
        accessPolicies: [everything(owner)],
        enabledForDeployment: true,
        enabledForDiskEncryption: true,
        softDeleteRetentionInDays: 7,
        enablePurgeProtection: true,
        publicNetworkAccess: 'disabled',
        networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '203.0.113.9' }] },
        sku: { family: 'a', name: 'PREMIUM' },
      },
      { tags: { a: 'b' } },
    )
    expect((await cloud.arm('PUT', path, { body: first })).body.properties).toMatchObject({
      sku: { family: 'a', name: 'PREMIUM' },
      enablePurgeProtection: true,
      publicNetworkAccess: 'disabled',
      networkAcls: {
        bypass: 'AzureServices',
        defaultAction: 'Deny',
        ipRules: [{ value: '203.0.113.9/32' }],
        virtualNetworkRules: [],
      },
    })
    cloud.setNow(new Date('2026-05-02T08:00:00.000Z'))
    const second = await cloud.arm('PUT', path, { body: vaultRequest() })
    expect(second.body.tags).toEqual({})
    expect(second.body.properties).toEqual({
      sku: { family: 'A', name: 'standard' },
      tenantId,
      accessPolicies: [],
      enabledForDeployment: false,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 7,
      enablePurgeProtection: true,
      vaultUri: 'https://kv-replace.vault.azure.net/',
      provisioningState: 'Succeeded',
      publicNetworkAccess: 'Enabled',
    })
    expect(second.body.systemData).toMatchObject({
      createdAt: '2026-05-01T08:00:00.000Z',
      lastModifiedAt: '2026-05-02T08:00:00.000Z',
    })
    expect(listEvents(cloud.ctx.store, 100).filter((one) => one.topic === path)).toMatchObject([
      { type: 'Microsoft.KeyVault.VaultAccessPolicyChanged', subject: 'kv-replace' },
    ])
  })
})

describe('refusals', () => {
  const entry = { tenantId, objectId: owner, permissions: { keys: ['get'] } }
  const other = tenantId.replaceAll('c', 'd')
  const subnet = `${group}/providers/Microsoft.Network/virtualNetworks/vnet/subnets/default`
  const acls = (networkAcls: object) => ({ networkAcls: { defaultAction: 'Deny', ...networkAcls } })
  const softDelete =
    'The property "enableSoftDelete" can be set to false only for creating new vault. Enabling the ' +
    "'soft delete' functionality is an irreversible action."
  const protection =
    'The property "enablePurgeProtection" cannot be set to false. Enabling the purge protection for a ' +
    'vault is an irreversible action.'
  const policies = "An invalid value was provided for 'accessPolicies'."
  const range = 'belongs to forbidden range'

  it.each<[string, object, string]>([
    ['no tenant', { tenantId: null }, "An invalid value was provided for 'tenantId'."],
    [
      'a tenant that is no GUID',
      { tenantId: 'x' },
      "An invalid value was provided for 'tenantId'.",
    ],
    ['no sku', { sku: null }, "An invalid value was provided for 'sku'."],
    [
      'another sku',
      { sku: { family: 'A', name: 'gold' } },
      "An invalid value was provided for 'sku'.",
    ],
    ['no policies', { accessPolicies: null }, policies],
    [
      'a policy of another tenant',
      { accessPolicies: [{ ...entry, tenantId: other }] },
      `Invalid value found at accessPolicies[0].TenantId: ${other}`,
    ],
    [
      'an object id that is no GUID',
      { accessPolicies: [entry, { ...entry, objectId: 'me' }] },
      'Invalid value found at accessPolicies[1].ObjectId: me',
    ],
    [
      'a permission with a space',
      { accessPolicies: [{ ...entry, permissions: { keys: [' get'] } }] },
      policies,
    ],
    [
      'too many policies',
      { accessPolicies: Array.from({ length: 1_025 }, () => entry) },
      'The number of access policies 1025 exceeds the maximum of 1024 for a vault.',
    ],
    ['no soft delete', { enableSoftDelete: false }, softDelete],
    ['no purge protection, said aloud', { enablePurgeProtection: false }, protection],
    [
      'six days',
      { softDeleteRetentionInDays: 6 },
      'The property "softDeleteRetentionInDays" must be between 7 and 90.',
    ],
    [
      'another mode',
      { createMode: 'restore' },
      'Invalid value found at properties.createMode: restore',
    ],
    [
      'another access',
      { publicNetworkAccess: 'Sometimes' },
      'Invalid value found at properties.publicNetworkAccess: Sometimes',
    ],
    [
      'another action',
      acls({ defaultAction: 'Ask' }),
      'Invalid value found at properties.networkAcls.defaultAction: Ask',
    ],
    [
      'another bypass',
      acls({ bypass: 'All' }),
      'Invalid value found at properties.networkAcls.bypass: All',
    ],
    [
      'a private range',
      acls({ ipRules: [{ value: '10.0.1.0/24' }] }),
      `Invalid value found at properties.networkAcls.ipRules[0].value: 10.0.1.0/24 ${range} 10.0.0.0–10.255.255.255 (private IP addresses)`,
    ],
    [
      'a second private range',
      acls({ ipRules: [{ value: '203.0.113.1' }, { value: '172.31.0.1' }] }),
      `Invalid value found at properties.networkAcls.ipRules[1].value: 172.31.0.1 ${range} 172.16.0.0–172.31.255.255 (private IP addresses)`,
    ],
    [
      'a third private range',
      acls({ ipRules: [{ value: '192.168.0.0/16' }] }),
      `Invalid value found at properties.networkAcls.ipRules[0].value: 192.168.0.0/16 ${range} 192.168.0.0–192.168.255.255 (private IP addresses)`,
    ],
    [
      'IPv6',
      acls({ ipRules: [{ value: '2001:db8::1' }] }),
      'Invalid value found at properties.networkAcls.ipRules[0].value: 2001:db8::1',
    ],
    [
      'a prefix of 33 bits',
      acls({ ipRules: [{ value: '203.0.113.0/33' }] }),
      'Invalid value found at properties.networkAcls.ipRules[0].value: 203.0.113.0/33',
    ],
    [
      'too many addresses',
      acls({ ipRules: Array.from({ length: 1_001 }, () => ({ value: '203.0.113.1' })) }),
      'The number of properties.networkAcls.ipRules 1001 exceeds the maximum of 1000.',
    ],
    [
      'too many subnets',
      acls({ virtualNetworkRules: Array.from({ length: 201 }, () => ({ id: subnet })) }),
      'The number of properties.networkAcls.virtualNetworkRules 201 exceeds the maximum of 200.',
    ],
    [
      'what is no subnet',
      acls({ virtualNetworkRules: [{ id: '/subscriptions/x' }] }),
      'Invalid value found at properties.networkAcls.virtualNetworkRules[0].id: /subscriptions/x',
    ],
  ])('of %s: 400 BadRequest', async (_what, properties, message) => {
    const body = vaultRequest(properties)
    const answer = await cloud.arm('PUT', `${vaults}/kv-refused`, { body })
    expect([answer.status, answer.body.error]).toEqual([400, { code: 'BadRequest', message }])
    expect((await cloud.arm('GET', `${vaults}/kv-refused`)).status).toBe(404)
  })

  it.each(['kv', 'a2345678901234567890123456', '1kv', 'kv-', 'k--v', 'k_v'])(
    'of the name %s: 400 VaultNameNotValid',
    async (name) => {
      const answer = await cloud.arm('PUT', `${vaults}/${name}`, { body: vaultRequest() })
      expect([answer.status, answer.body.error]).toEqual([
        400,
        {
          code: 'VaultNameNotValid',
          message:
            `The vault name '${name}' is invalid. A vault's name must be between 3-24 alphanumeric ` +
            'characters. The name must begin with a letter, end with a letter or digit, and not contain ' +
            'consecutive hyphens. Follow this link for more information: ' +
            'https://go.microsoft.com/fwlink/?linkid=2147742',
        },
      ])
    },
  )

  it.each<[string, number, string, unknown]>([
    ['no content', 400, 'LocationRequired', undefined],
    ['no location', 400, 'LocationRequired', { properties: {} }],
    [
      'a location that is none',
      400,
      'LocationNotAvailableForResourceType',
      vaultRequest({}, { location: 'atlantis' }),
    ],
    ['no properties', 400, 'BadRequest', { location: 'westeurope' }],
    ['no JSON', 400, 'InvalidRequestContent', '{'],
    ['an array', 400, 'InvalidRequestContent', []],
    ['a tag that is no text', 400, 'InvalidRequestContent', vaultRequest({}, { tags: { a: 1 } })],
    [
      'a tag that is too long',
      400,
      'InvalidTags',
      vaultRequest({}, { tags: { a: 'x'.repeat(257) } }),
    ],
    ['policies that are text', 400, 'InvalidRequestContent', vaultRequest({ accessPolicies: 'x' })],
  ])('of %s: %i %s', async (_what, status, code, body) => {
    const answer = await cloud.arm('PUT', `${vaults}/kv-refused`, { body })
    expect([answer.status, answer.body.error?.code]).toEqual([status, code])
  })

  it('of a change of what stays, and of another location', async () => {
    const path = `${vaults}/kv-stays`
    await cloud.arm('PUT', path, { body: vaultRequest({ softDeleteRetentionInDays: 30 }) })
    const days = { properties: { softDeleteRetentionInDays: 31 } }
    const longer = await cloud.arm('PATCH', path, { body: days })
    expect([longer.status, longer.body.error.message]).toEqual([
      400,
      'The property "softDeleteRetentionInDays" has been set already and it can\'t be modified.',
    ])
    const moved = await cloud.arm('PUT', path, {
      body: vaultRequest({}, { location: 'northeurope' }),
    })
    expect([moved.status, moved.body.error]).toEqual([
      409,
      {
        code: 'InvalidResourceLocation',
        message:
          "The resource 'kv-stays' already exists in location 'westeurope' in resource group 'rg'. A " +
          "resource with the same name cannot be created in location 'northeurope'. Please select a " +
          'new resource name.',
      },
    ])
  })

  it('of a name that is taken, in any case and any group', async () => {
    const body = vaultRequest()
    await cloud.arm('PUT', `${vaults}/kv-taken`, { body })
    await cloud.ctx.store.write((db) =>
      db
        .sql('INSERT INTO resource_groups VALUES (?, ?, ?, ?)')
        .run(subscription, 'rg2', 'westeurope', '{}'),
    )
    const answer = await cloud.arm('PUT', `${vaults.replace('/rg/', '/rg2/')}/KV-TAKEN`, { body })
    expect([answer.status, answer.body.error.code]).toEqual([409, 'VaultAlreadyExists'])
    expect(answer.body.error.message).toMatch(
      /^The vault name 'KV-TAKEN' is already in use\. Vault names are globaly unique so it is possible that the name is already taken\. .*linkid=2147740\.$/,
    )
  })

  it('without the right, before any look at the content', async () => {
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const answer = await cloud.arm(method, `${vaults}/kv-new`, { as: nobody, body: '{' })
      expect([answer.status, answer.body.error.code]).toEqual([403, 'AuthorizationFailed'])
    }
    const missing = await cloud.arm('PUT', `${vaults.replace('/rg/', '/none/')}/kv-x`, {
      body: vaultRequest(),
    })
    expect([missing.status, missing.body.error.code]).toEqual([404, 'ResourceGroupNotFound'])
  })
})

describe('PATCH of a vault', () => {
  it('changes what it names and nothing else', async () => {
    const path = `${vaults}/kv-patch`
    await cloud.arm('PUT', path, {
      body: vaultRequest({ accessPolicies: [everything(owner)] }, { tags: { a: '1', b: '2' } }),
    })
    const tagged = await cloud.arm('PATCH', path, { body: { tags: { c: '3' } } })
    expect([tagged.status, tagged.body.tags]).toEqual([200, { c: '3' }])
    expect(tagged.body.properties.accessPolicies).toEqual([everything(owner)])
    const switched = await cloud.arm('PATCH', path, {
      body: { properties: { enableRbacAuthorization: true, enablePurgeProtection: true } },
    })
    expect(switched.body).toMatchObject({
      tags: { c: '3' },
      properties: {
        enableRbacAuthorization: true,
        enablePurgeProtection: true,
        accessPolicies: [everything(owner)],
      },
    })
    expect(listEvents(cloud.ctx.store, 100).filter((one) => one.topic === path)).toHaveLength(1)
    const undone = await cloud.arm('PATCH', path, {
      body: { properties: { enablePurgeProtection: false } },
    })
    expect([undone.status, undone.body.error.code]).toEqual([400, 'BadRequest'])
    const missing = await cloud.arm('PATCH', `${vaults}/kv-none`, { body: {} })
    expect([missing.status, missing.body.error.code]).toEqual([404, 'ResourceNotFound'])
  })
})

describe('writes', () => {
  it('that come at once give a name to one caller only', async () => {
    const paths = [vaults, vaults.replace('/rg/', '/rg2/')].flatMap((path) =>
      Array.from({ length: 4 }, () => `${path}/kv-race`),
    )
    const answers = await Promise.all(
      paths.map((path) => cloud.arm('PUT', path, { body: vaultRequest() })),
    )
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 409, 409, 409, 409])
  })

  it('are not kept without their record', async () => {
    const { store } = cloud.ctx
    await store.write((db) =>
      db
        .sql(
          "CREATE TRIGGER deaf BEFORE INSERT ON audit_records BEGIN SELECT RAISE(ABORT, 'deaf'); END",
        )
        .run(),
    )
    const answer = await cloud.arm('PUT', `${vaults}/kv-silent`, { body: vaultRequest() })
    await store.write((db) => db.sql('DROP TRIGGER deaf').run())
    expect([answer.status, answer.body.error.code]).toEqual([503, 'ServiceUnavailable'])
    expect((await cloud.arm('GET', `${vaults}/kv-silent`)).status).toBe(404)
  })
})
