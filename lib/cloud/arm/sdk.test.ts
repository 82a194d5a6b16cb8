import { KeyVaultManagementClient } from '@azure/arm-keyvault'
import { SubscriptionClient } from '@azure/arm-resources-subscriptions'
import type { TokenCredential } from '@azure/core-auth'
import { type PipelinePolicy, RestError } from '@azure/core-rest-pipeline'
import { ClientSecretCredential } from '@azure/identity'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { invariant } from '#lib/base/invariant.ts'
import { startTestCloud, type TestCloud } from '#lib/testing/cloud.ts'
import { signInAs } from '#lib/testing/sign-in.ts'

// The official clients are the oracle here: unmodified, over real TLS, with the CA as only trust.

const scope = 'https://management.azure.com/.default'

let cloud: TestCloud
let options: { additionalPolicies: { policy: PipelinePolicy; position: 'perCall' }[] }
let automation: TokenCredential
let production: string
let development: string

beforeAll(async () => {
  cloud = await startTestCloud({ sample: true })
  options = {
    additionalPolicies: [
      {
        position: 'perCall',
        policy: {
          name: 'agent',
          sendRequest(request, next) {
            request.agent = cloud.agent
            return next(request)
          },
        },
      },
    ],
  }
  const application = cloud.credentials.applications.find((one) => one.name === 'automation')
  const [first, second] = cloud.credentials.subscriptions
  invariant(application && first && second, 'credentials are complete')
  production = first
  development = second
  automation = new ClientSecretCredential(
    cloud.credentials.tenantId,
    application.clientId,
    application.clientSecret,
    options,
  )
})

afterAll(() => cloud.close())

async function user(account: string): Promise<TokenCredential> {
  const token = await signInAs(cloud, account, scope)
  return { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_000_000 }) }
}

function vaultsOf(credential: TokenCredential, subscriptionId: string) {
  return new KeyVaultManagementClient(credential, subscriptionId, options).vaults
}

async function namesOf(items: AsyncIterable<{ name?: string }>): Promise<(string | undefined)[]> {
  const names: (string | undefined)[] = []
  for await (const item of items) names.push(item.name)
  return names
}

async function refusal(work: Promise<unknown>): Promise<RestError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  invariant(error instanceof RestError, `the client refuses: ${error}`)
  return error
}

describe('@azure/arm-resources-subscriptions', () => {
  it('lists and gets subscriptions, tenants and locations', async () => {
    const client = new SubscriptionClient(automation, options)
    const found = []
    for await (const subscription of client.subscriptions.list()) found.push(subscription)
    expect(found.map((one) => [one.subscriptionId, one.displayName, one.state])).toEqual([
      [development, 'Contoso Development', 'Enabled'],
      [production, 'Contoso Production', 'Enabled'],
    ])
    const one = await client.subscriptions.get(production)
    expect(one.tenantId).toBe(cloud.credentials.tenantId)
    expect(await namesOf(client.subscriptions.listLocations(production))).toContain('westeurope')
    const tenants = []
    for await (const tenant of client.tenants.list()) tenants.push(tenant.tenantId)
    expect(tenants).toEqual([cloud.credentials.tenantId])
  })

  it('shows a developer the development subscription only', async () => {
    const client = new SubscriptionClient(await user('dev'), options)
    const found = []
    for await (const one of client.subscriptions.list()) found.push(one.subscriptionId)
    expect(found).toEqual([development])
    const error = await refusal(client.subscriptions.get(production))
    expect([error.statusCode, error.code]).toEqual([403, 'AuthorizationFailed'])
  })
})

describe('@azure/arm-keyvault', () => {
  it('lists by subscription, by group and by resource type, over pages', async () => {
    const vaults = vaultsOf(automation, production)
    const all = ['petdash-prod', 'contoso-prod', 'contoso-shared']
    expect(await namesOf(vaults.listBySubscription())).toEqual(all)
    expect(await namesOf(vaults.listBySubscription({ top: 1 }))).toEqual(all)
    expect(await namesOf(vaults.listByResourceGroup('rg-platform-prod'))).toEqual([
      'contoso-prod',
      'contoso-shared',
    ])
    expect(await namesOf(vaults.list())).toEqual(all)
  })

  it('gets a vault with its policies, firewall and settings', async () => {
    const vault = await vaultsOf(automation, production).get('RG-platform-prod', 'Contoso-Prod')
    expect(vault).toMatchObject({
      name: 'contoso-prod',
      location: 'westeurope',
      tags: { env: 'prod', team: 'platform' },
      properties: {
        tenantId: cloud.credentials.tenantId,
        sku: { family: 'A', name: 'standard' },
        vaultUri: 'https://contoso-prod.vault.azure.net/',
        softDeleteRetentionInDays: 90,
        networkAcls: { defaultAction: 'Deny', bypass: 'AzureServices' },
        provisioningState: 'Succeeded',
      },
    })
    expect(vault.systemData?.createdAt).toBeInstanceOf(Date)
    const policies = vault.properties.accessPolicies ?? []
    const application = cloud.credentials.applications.find((one) => one.name === 'automation')
    expect(policies.map((entry) => entry.objectId)).toContain(application?.objectId)
    const shared = await vaultsOf(automation, production).get('rg-platform-prod', 'contoso-shared')
    expect(shared.properties).toMatchObject({
      sku: { name: 'premium' },
      enableRbacAuthorization: true,
      enablePurgeProtection: true,
    })
  })

  it.each(['ops', 'ops2', 'owner', 'auditor'])('lets %s see all vaults', async (account) => {
    const credential = await user(account)
    expect(await namesOf(vaultsOf(credential, production).listBySubscription())).toHaveLength(3)
    expect(await namesOf(vaultsOf(credential, development).listBySubscription())).toHaveLength(2)
  })

  it('refuses a developer on the other subscription, naming the action and the scope', async () => {
    const credential = await user('dev')
    expect(await namesOf(vaultsOf(credential, development).listBySubscription())).toEqual([
      'contoso-iot-lab',
      'contoso-dev',
    ])
    const other = vaultsOf(credential, production)
    const listed = await refusal(namesOf(other.listBySubscription()))
    expect([listed.statusCode, listed.code]).toEqual([403, 'AuthorizationFailed'])
    const got = await refusal(other.get('rg-platform-prod', 'contoso-prod'))
    expect([got.statusCode, got.code]).toEqual([403, 'AuthorizationFailed'])
    expect(got.message).toContain("The client 'dev@contoso.example' with object id")
    expect(got.message).toContain("to perform action 'Microsoft.KeyVault/vaults/read'")
    expect(got.message).toContain(`over scope '/subscriptions/${production}/resourceGroups/`)
  })

  it('tells a missing vault from a missing right', async () => {
    const error = await refusal(vaultsOf(automation, production).get('rg-platform-prod', 'kv-none'))
    expect([error.statusCode, error.code]).toEqual([404, 'ResourceNotFound'])
  })

  it('refuses a token for another audience', async () => {
    const token = await signInAs(cloud, 'ops', 'https://vault.azure.net/.default')
    const wrong = { getToken: async () => ({ token, expiresOnTimestamp: Date.now() + 3_000_000 }) }
    const error = await refusal(vaultsOf(wrong, production).get('rg-platform-prod', 'contoso-prod'))
    expect([error.statusCode, error.code]).toEqual([401, 'InvalidAuthenticationTokenAudience'])
  })
})
