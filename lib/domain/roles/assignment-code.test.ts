import { describe, expect, it } from 'vitest'
import { codeBlocks } from '../show-as-code/snippets.ts'
import {
  assignmentScope,
  createAssignmentCode,
  deleteAssignmentCode,
  isOfVault,
  isRemovableFrom,
  type NewAssignment,
  readAssignmentPath,
} from './assignment-code.ts'

const vaultId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv'
const id = 'aaaaaaaa-0000-4000-8000-000000000001'
const assignment: NewAssignment = {
  id,
  vaultId,
  object: null,
  above: null,
  roleId: '4633458b-17de-408a-b874-0445c86b69e6',
  roleName: 'Key Vault Secrets User',
  principalId: 'bbbbbbbb-0000-4000-8000-000000000002',
  principalType: 'ServicePrincipal',
}
const place = { vaultSuffix: '.vault.azure.net' }
const code = (target: 'az' | 'bicep' | 'powershell' | 'rest', over: Partial<NewAssignment> = {}) =>
  codeBlocks(target, [createAssignmentCode({ ...assignment, ...over })], place)[0]?.code

describe('an assignment as code', () => {
  it('is one command of the Azure CLI', () => {
    expect(code('az')).toBe(`az role assignment create \\
  --name aaaaaaaa-0000-4000-8000-000000000001 \\
  --role 'Key Vault Secrets User' \\
  --assignee-object-id bbbbbbbb-0000-4000-8000-000000000002 \\
  --assignee-principal-type ServicePrincipal \\
  --scope /subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv`)
    expect(code('az', { principalType: null })).not.toContain('principal-type')
  })

  it('is a resource over the vault, or over one object', () => {
    expect(code('bicep')).toContain('scope: vault\n')
    const object = code('bicep', { object: { area: 'secrets', name: 'db' } })
    expect(object).toContain("'Microsoft.KeyVault/vaults/secrets@2026-02-01' existing")
    expect(object).toContain('scope: object\n')
  })

  it('is a resource of what holds the vault', () => {
    const group = code('bicep', { above: 'resource-group' })
    expect(group).toMatch(/^resource assignment /)
    expect(group).not.toContain('scope:')
    const subscription = code('bicep', { above: 'subscription' })
    expect(subscription).toMatch(/^targetScope = 'subscription'\n/)
    expect(subscription).not.toContain('scope:')
    expect(code('az', { above: 'subscription' })).toMatch(/--scope \/subscriptions\/s$/)
    expect(code('rest', { above: 'resource-group' })).toContain(
      `PUT https://management.azure.com/subscriptions/s/resourceGroups/g/providers/Microsoft.Authorization/`,
    )
  })

  it('has no template over a certificate', () => {
    const write = createAssignmentCode({
      ...assignment,
      object: { area: 'certificates', name: 'w' },
    })
    expect(write.bicep).toBeUndefined()
    expect(write.request.path).toContain('/vaults/kv/certificates/w/providers/')
  })

  it('sends what the console sends', () => {
    expect(code('rest')).toContain(
      `PUT https://management.azure.com${vaultId}/providers/Microsoft.Authorization/roleAssignments/${id}?api-version=2022-04-01`,
    )
  })

  it('is removed by its id', () => {
    const write = deleteAssignmentCode(vaultId, `${vaultId}/providers/x/${id}`)
    expect(codeBlocks('az', [write], place)[0]?.code).toContain('az role assignment delete')
  })
})

it.each([
  [
    `${vaultId}/providers/Microsoft.Authorization/roleAssignments/${id}`,
    { scope: vaultId, name: id },
  ],
  [`/providers/Microsoft.Authorization/roleAssignments/${id}`, null],
  [`${vaultId}/providers/Microsoft.Authorization/roleAssignments/x`, null],
  [`${vaultId}`, null],
])('the id %s is read', (path, expected) => {
  expect(readAssignmentPath(path)).toEqual(expected)
})

it.each([
  [vaultId.toUpperCase(), true],
  [`${vaultId}/secrets/db`, true],
  [`${vaultId}-other`, false],
  ['/subscriptions/s', false],
])('the scope %s is of the vault: %s', (scope, expected) => {
  expect(isOfVault(vaultId, scope)).toBe(expected)
})

it.each([
  [null, null, vaultId],
  [{ area: 'secrets', name: 'db' } as const, null, `${vaultId}/secrets/db`],
  [null, 'resource-group' as const, '/subscriptions/s/resourceGroups/g'],
  [null, 'subscription' as const, '/subscriptions/s'],
])('over %j and %s it is assigned at %s', (object, above, expected) => {
  expect(assignmentScope({ vaultId, object, above })).toBe(expected)
})

it.each([
  [vaultId, true],
  [`${vaultId}/keys/k`, true],
  ['/SUBSCRIPTIONS/s/resourcegroups/G', true],
  ['/subscriptions/s', true],
  ['/subscriptions/s/resourceGroups/other', false],
  ['/subscriptions/other', false],
  ['/providers/Microsoft.Management/managementGroups/m', false],
  [`${vaultId}-other`, false],
])('what is over %s can be removed at the vault: %s', (scope, expected) => {
  expect(isRemovableFrom(vaultId, scope)).toBe(expected)
})
