import { expect, it } from 'vitest'
import { nobody, openArmUnderTest } from '../arm-under-test.ts'
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
