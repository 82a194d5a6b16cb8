import { KeyVaultManagementClient } from '@azure/arm-keyvault'
import { type PipelinePolicy, RestError } from '@azure/core-rest-pipeline'
import { ClientSecretCredential } from '@azure/identity'
import { SecretClient } from '@azure/keyvault-secrets'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invariant } from '#lib/base/invariant.ts'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'

// The official client is the oracle: its pollers, its paging and its models, over real TLS.

let cloud: TestCloud
let credential: ClientSecretCredential
let client: KeyVaultManagementClient
let subscription: string
let objectId: string
/** What the control header says of the next calls; null leaves it out. */
let from: object | null = null

const quick = { updateIntervalInMs: 1 }
const group = 'rg-sdk'

const policy: PipelinePolicy = {
  name: 'agent',
  sendRequest(request, next) {
    request.agent = cloud.agent
    if (from) {
      request.headers.set('x-strongroom-caller', JSON.stringify(from))
      request.headers.set('x-strongroom-control', cloud.credentials.controlToken)
    }
    return next(request)
  },
}
const options = { additionalPolicies: [{ policy, position: 'perCall' as const }] }

beforeAll(async () => {
  cloud = await startTestCloud()
  const application = cloud.credentials.applications.find((one) => one.name === 'automation')
  const [first] = cloud.credentials.subscriptions
  invariant(application && first, 'credentials are complete')
  subscription = first
  objectId = application.objectId
  credential = new ClientSecretCredential(
    cloud.credentials.tenantId,
    application.clientId,
    application.clientSecret,
    options,
  )
  client = new KeyVaultManagementClient(credential, subscription, options)
  await manage('PUT', `/resourcegroups/${group}?api-version=2021-04-01`, {
    location: 'westeurope',
  })
})

afterAll(() => cloud.close())

/** What no client of these packages does. */
async function manage(method: string, path: string, body?: object): Promise<unknown> {
  const token = await credential.getToken('https://management.azure.com/.default')
  const request = new Request(`https://management.azure.com/subscriptions/${subscription}${path}`, {
    method,
    headers: { authorization: `Bearer ${token.token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const response = await cloud.cloud.fetch(request, {
    remoteAddress: '127.0.0.1',
    tlsVersion: 'TLSv1.3',
  })
  invariant(response.ok, `${method} ${path}: ${response.status}`)
  return response.json()
}

async function refusal(work: Promise<unknown>): Promise<(number | string | undefined)[]> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  invariant(error instanceof RestError, `the client refuses: ${error}`)
  return [error.statusCode, error.code]
}

async function namesOf(items: AsyncIterable<{ name?: string }>): Promise<(string | undefined)[]> {
  const names: (string | undefined)[] = []
  for await (const item of items) names.push(item.name)
  return names
}

function parameters(properties: object = {}) {
  return {
    location: 'westeurope',
    properties: {
      tenantId: cloud.credentials.tenantId,
      sku: { family: 'A', name: 'standard' as const },
      ...properties,
    },
  }
}

describe('@azure/arm-keyvault', () => {
  it('makes a vault and waits for it, changes it, deletes, recovers and purges it', async () => {
    const { vaults } = client
    const free = await vaults.checkNameAvailability({
      name: 'kv-sdk',
      type: 'Microsoft.KeyVault/vaults',
    })
    expect(free.nameAvailable).toBe(true)
    const made = await vaults.createOrUpdate(group, 'kv-sdk', parameters(), quick)
    expect(made.properties).toMatchObject({
      provisioningState: 'Succeeded',
      vaultUri: 'https://kv-sdk.vault.azure.net/',
      enableRbacAuthorization: true,
    })
    const taken = await vaults.checkNameAvailability({
      name: 'kv-sdk',
      type: 'Microsoft.KeyVault/vaults',
    })
    expect([taken.nameAvailable, taken.reason]).toEqual([false, 'AlreadyExists'])
    const changed = await vaults.update(group, 'kv-sdk', { tags: { a: 'b' } })
    expect(changed.tags).toEqual({ a: 'b' })
    await vaults.delete(group, 'kv-sdk')
    expect(await refusal(vaults.get(group, 'kv-sdk'))).toEqual([404, 'ResourceNotFound'])
    expect(await namesOf(vaults.listDeleted())).toEqual(['kv-sdk'])
    const deleted = await vaults.getDeleted('kv-sdk', 'westeurope')
    expect(deleted.properties?.scheduledPurgeDate).toBeInstanceOf(Date)
    const conflict = refusal(
      Promise.resolve(vaults.createOrUpdate(group, 'kv-sdk', parameters(), quick)),
    )
    expect(await conflict).toEqual([409, 'ConflictError'])
    const recover = parameters({ createMode: 'recover' })
    const back = await vaults.createOrUpdate(group, 'kv-sdk', recover, quick)
    expect(back.tags).toEqual({ a: 'b' })
    await vaults.delete(group, 'kv-sdk')
    await vaults.purgeDeleted('kv-sdk', 'westeurope', quick)
    expect(await namesOf(vaults.listDeleted())).toEqual([])
  })

  it('adds, replaces and removes access policies', async () => {
    const { vaults } = client
    const policies = { accessPolicies: [], enableRbacAuthorization: false }
    await vaults.createOrUpdate(group, 'kv-sdk-policy', parameters(policies), quick)
    const { tenantId } = cloud.credentials
    const entry = (...secrets: string[]) => ({
      properties: { accessPolicies: [{ tenantId, objectId, permissions: { secrets } }] },
    })
    const add = await vaults.updateAccessPolicy(group, 'kv-sdk-policy', 'add', entry('get', 'set'))
    expect(add.properties.accessPolicies[0]?.permissions.secrets).toEqual(['get', 'set'])
    await vaults.updateAccessPolicy(group, 'kv-sdk-policy', 'replace', entry('list', 'get'))
    await vaults.updateAccessPolicy(group, 'kv-sdk-policy', 'remove', entry('list'))
    const vault = await vaults.get(group, 'kv-sdk-policy')
    expect(vault.properties.accessPolicies?.[0]?.permissions.secrets).toEqual(['get'])
  })

  it('approves a private endpoint, through which alone a closed vault answers', async () => {
    const { vaults, privateEndpointConnections: connections } = client
    const all = { secrets: ['all' as const] }
    const accessPolicies = [{ tenantId: cloud.credentials.tenantId, objectId, permissions: all }]
    const closed = {
      accessPolicies,
      enableRbacAuthorization: false,
      publicNetworkAccess: 'Disabled',
    }
    const made = await vaults.createOrUpdate(group, 'kv-sdk-link', parameters(closed), quick)
    const network = `/resourceGroups/${group}/providers/Microsoft.Network`
    const privateEndpointId = `/subscriptions/${subscription}${network}/privateEndpoints/pe`
    await manage('PUT', `${network}/privateEndpoints/pe?api-version=2024-05-01`, {
      location: 'westeurope',
      properties: {
        subnet: { id: `/subscriptions/${subscription}${network}/virtualNetworks/v/subnets/s` },
        manualPrivateLinkServiceConnections: [
          { name: 'x', properties: { privateLinkServiceId: made.id, groupIds: ['vault'] } },
        ],
      },
    })
    const secrets = new SecretClient('https://kv-sdk-link.vault.azure.net', credential, options)
    const list = () => namesOf(secrets.listPropertiesOfSecrets())
    from = { privateEndpointId }
    expect(await refusal(list())).toEqual([403, 'Forbidden'])
    const [pending = ''] = await namesOf(connections.listByResource(group, 'kv-sdk-link'))
    await connections.put(group, 'kv-sdk-link', pending, {
      privateLinkServiceConnectionState: { status: 'Approved' },
    })
    expect(await list()).toEqual([])
    from = null
    expect(await refusal(list())).toEqual([403, 'Forbidden'])
    const known = await connections.get(group, 'kv-sdk-link', pending)
    expect(known.privateLinkServiceConnectionState?.status).toBe('Approved')
    await connections.delete(group, 'kv-sdk-link', pending, quick)
    expect(await namesOf(connections.listByResource(group, 'kv-sdk-link'))).toEqual([])
    const resources = await client.privateLinkResources.listByVault(group, 'kv-sdk-link')
    expect(resources.value?.[0]?.groupId).toBe('vault')
  })

  it('lets in by address only who the control token speaks for', async () => {
    const all = { secrets: ['all' as const] }
    const accessPolicies = [{ tenantId: cloud.credentials.tenantId, objectId, permissions: all }]
    const networkAcls = {
      bypass: 'AzureServices' as const,
      defaultAction: 'Deny' as const,
      ipRules: [{ value: '203.0.113.7' }],
    }
    const walled = { accessPolicies, enableRbacAuthorization: false, networkAcls }
    await client.vaults.createOrUpdate(group, 'kv-sdk-wall', parameters(walled), quick)
    const secrets = new SecretClient('https://kv-sdk-wall.vault.azure.net', credential, options)
    const list = () => namesOf(secrets.listPropertiesOfSecrets())
    expect(await refusal(list())).toEqual([403, 'Forbidden'])
    from = { address: '203.0.113.7' }
    expect(await list()).toEqual([])
    from = { trustedService: 'Azure Backup' }
    expect(await list()).toEqual([])
    from = null
  })

  it('makes keys and secrets in a vault, shows them, and lists what the provider can do', async () => {
    const { vaults, keys, secrets } = client
    await vaults.createOrUpdate(group, 'kv-sdk-objects', parameters(), quick)
    const where = [group, 'kv-sdk-objects'] as const
    const curve = { properties: { kty: 'EC' as const, curveName: 'P-256' as const } }
    const key = await keys.createIfNotExist(...where, 'one', curve)
    expect(key.curveName).toBe('P-256')
    const again = await keys.createIfNotExist(...where, 'one', curve)
    expect(again.keyUriWithVersion).toBe(key.keyUriWithVersion)
    expect((await keys.get(...where, 'one')).keyUri).toBe(key.keyUri)
    const [version = ''] = await namesOf(keys.listVersions(...where, 'one'))
    expect(key.keyUriWithVersion).toBe(`${key.keyUri}/${version}`)
    expect((await keys.getVersion(...where, 'one', version)).kty).toBe('EC')
    expect(await namesOf(keys.list(...where))).toEqual(['one'])
    const secret = await secrets.createOrUpdate(...where, 'two', { properties: { value: 'hush' } })
    expect(secret.properties.value).toBeUndefined()
    await secrets.update(...where, 'two', { tags: { a: 'b' } })
    expect((await secrets.get(...where, 'two')).tags).toEqual({ a: 'b' })
    expect(await namesOf(secrets.list(...where))).toEqual(['two'])
    const operations = await namesOf(client.operations.list())
    expect(operations).toContain('Microsoft.KeyVault/vaults/secrets/getSecret/action')
  })
})
