import { describe, expect, it } from 'vitest'
import { codeBlocks } from '../show-as-code/snippets.ts'
import {
  createAssignmentCode,
  deleteAssignmentCode,
  isOfVault,
  type NewAssignment,
  readAssignmentPath,
} from './assignment-code.ts'

const vaultId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv'
const id = 'aaaaaaaa-0000-4000-8000-000000000001'
const assignment: NewAssignment = {
  id,
  vaultId,
  object: null,
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
