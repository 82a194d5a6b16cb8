import { KeyVaultManagementClient, type VaultCreateOrUpdateParameters } from '@azure/arm-keyvault'
import { ClientSecretCredential } from '@azure/identity'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { failureOf } from '#lib/domain/failure-error.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { throughCloud } from '#lib/testing/through-cloud.ts'
import { listVaults } from '../vaults/list.ts'
import { getVaultTemplate } from './get.ts'

let test: TestConsole
let ops: Caller

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterAll(() => test.close())

interface Template {
  readonly resources: readonly {
    readonly tags: Record<string, string>
    readonly properties: VaultCreateOrUpdateParameters['properties']
  }[]
}

it('deployed under another name, a template makes the same vault again', async () => {
  const { items } = await listVaults(test.services, ops)
  expect(items.length).toBeGreaterThan(2)
  for (const { name, location, resourceGroup, subscriptionId } of items) {
    const { text } = await getVaultTemplate(test.services, ops, { vault: name, format: 'arm' })
    const { resources }: Template = JSON.parse(text)
    const [resource] = resources
    if (resource === undefined) throw new Error('a template has its vault')
    const client = management(subscriptionId)
    const copy = `copy-${name}`.slice(0, 24).replace(/-$/, '')
    await client.vaults.createOrUpdate(
      resourceGroup,
      copy,
      { location, tags: resource.tags, properties: resource.properties },
      { updateIntervalInMs: 1 },
    )
    const made = await client.vaults.get(resourceGroup, copy)
    const original = await client.vaults.get(resourceGroup, name)
    expect(settings(made), name).toEqual(settings(original))
  }
})

it('is for security operations, and holds no secret', async () => {
  const dev = await test.signIn('dev@contoso.example')
  const ask = { vault: 'contoso-prod', format: 'bicep' } as const
  const refused: unknown = await getVaultTemplate(test.services, dev, ask).catch(
    (error: unknown) => error,
  )
  expect(failureOf(refused)?.code).toBe('role-missing')
  const { fileName, text } = await getVaultTemplate(test.services, ops, ask)
  expect(fileName).toBe('contoso-prod.bicep')
  expect(text).toContain('Not in here: keys, secrets and certificates')
})

/** All that somebody can set. An unset permission model means access policies; a copy says so. */
function settings({
  tags,
  location,
  properties,
}: Awaited<ReturnType<KeyVaultManagementClient['vaults']['get']>>) {
  const {
    vaultUri: _,
    provisioningState: _state,
    privateEndpointConnections: _links,
    ...rest
  } = properties
  return { tags, location, ...rest, enableRbacAuthorization: rest.enableRbacAuthorization === true }
}

function management(subscriptionId: string): KeyVaultManagementClient {
  const { credentials } = test.cloud
  const automation = credentials.applications.find((one) => one.name === 'automation')
  const options = throughCloud(test.cloud)
  const credential = new ClientSecretCredential(
    credentials.tenantId,
    automation?.clientId ?? '',
    automation?.clientSecret ?? '',
    options,
  )
  return new KeyVaultManagementClient(credential, subscriptionId, options)
}
