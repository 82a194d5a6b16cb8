import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ArmUnderTest, nobody, openArmUnderTest, subscription } from '../arm-under-test.ts'
import { matchesAction } from '../authorization/action-pattern.ts'
import { builtInRoles } from '../authorization/built-in-roles.ts'

interface Shown {
  name: string
  isDataAction: boolean
  properties?: { serviceSpecification: Record<string, { name: string }[]> }
}

it('the provider names its operations, logs and metrics (protocol section 9.3)', async () => {
  const cloud = await openArmUnderTest()
  const path = '/providers/Microsoft.KeyVault/operations'
  const answer = await cloud.arm('GET', path, { as: nobody })
  const shown: Shown[] = answer.body.value
  await cloud.close()
  expect(answer.status).toBe(200)
  expect(answer.body.value).toContainEqual({
    name: 'Microsoft.KeyVault/vaults/read',
    display: {
      provider: 'Microsoft Key Vault',
      resource: 'Key Vault',
      operation: 'View Key Vault',
      description: 'View Key Vault',
    },
    isDataAction: false,
  })
  const named = (kind: string): string[] =>
    shown.flatMap((one) => one.properties?.serviceSpecification[kind] ?? []).map((one) => one.name)
  expect(named('logSpecifications')).toEqual(['AuditEvent', 'AzurePolicyEvaluationDetails'])
  expect(named('metricSpecifications')).toEqual([
    'ServiceApiHit',
    'ServiceApiLatency',
    'ServiceApiResult',
    'SaturationShoebox',
    'Availability',
  ])
  // Whatever a built-in role gives on the data plane is an operation of the provider.
  const given = builtInRoles.flatMap((role) => role.dataActions)
  expect(given.length).toBeGreaterThan(20)
  for (const action of given.filter((one) => /^microsoft\.keyvault\//i.test(one))) {
    const found = shown.some((one) => one.isDataAction && matchesAction(action, one.name))
    expect([action, found]).toEqual([action, true])
  }
})

describe('registration', () => {
  const path = `/subscriptions/${subscription}/providers`
  const version = '2021-04-01'
  let cloud: ArmUnderTest

  beforeAll(async () => {
    cloud = await openArmUnderTest()
  })
  afterAll(() => cloud.close())

  it('is there for each provider that the cloud has something of', async () => {
    const listed = await cloud.arm('GET', path, { version })
    const names = listed.body.value.map((one: { namespace: string }) => one.namespace)
    expect(names).toEqual(names.toSorted())
    expect(names).toContain('Microsoft.Network')
    const one = await cloud.arm('GET', `${path}/microsoft.keyvault`, { version })
    expect(listed.body.value).toContainEqual(one.body)
    expect(one.body).toMatchObject({
      id: `${path}/Microsoft.KeyVault`,
      registrationState: 'Registered',
    })
    const again = await cloud.arm('POST', `${path}/Microsoft.KeyVault/register`, { version })
    expect([again.status, again.body]).toEqual([200, one.body])
  })

  it.each<[string, string, string | undefined, number, string]>([
    ['GET', 'Microsoft.Storage', undefined, 404, 'InvalidResourceNamespace'],
    ['POST', 'Microsoft.KeyVault/register', nobody, 403, 'AuthorizationFailed'],
    ['GET', 'Microsoft.KeyVault', nobody, 403, 'AuthorizationFailed'],
  ])('%s %s as %s: %i %s', async (method, name, as, status, code) => {
    const options = as === undefined ? { version } : { version, as }
    const answer = await cloud.arm(method, `${path}/${name}`, options)
    expect([answer.status, answer.body.error.code]).toEqual([status, code])
  })
})
