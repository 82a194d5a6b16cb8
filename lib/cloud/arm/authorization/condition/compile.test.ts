import { describe, expect, it } from 'vitest'
import { builtInRoles } from '../built-in-roles.ts'
import type { AssignmentAttributes } from './attributes.ts'
import { compileCondition } from './compile.ts'

const write = 'Microsoft.Authorization/roleAssignments/write'
const remove = 'Microsoft.Authorization/roleAssignments/delete'
const secretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'

function assignment(roleDefinitionId: string): AssignmentAttributes {
  return { roleDefinitionId, principalId: 'aaaa', principalType: 'User' }
}

const role = '@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId]'
const type = '@Request[Microsoft.Authorization/roleAssignments:PrincipalType]'

describe('compileCondition', () => {
  it.each([
    [`${role} GuidEquals ${secretsUser}`, true],
    [`${role} GuidEquals '${secretsUser.toUpperCase()}'`, true],
    [`${role} GuidNotEquals ${secretsUser}`, false],
    [`${role} ForAnyOfAnyValues:GuidEquals {${owner}, ${secretsUser}}`, true],
    [`${role} ForAnyOfAllValues:GuidNotEquals {${owner}, ${secretsUser}}`, false],
    [`${role} ForAnyOfAllValues:GuidNotEquals {${owner}}`, true],
    [`${type} StringEqualsIgnoreCase 'user'`, true],
    [`${type} StringEquals 'user'`, false],
    [`${type} ForAnyOfAnyValues:StringEquals {'Group', 'User'}`, true],
    [`!(${type} StringEquals 'Group')`, true],
    [`NOT ${type} StringEquals 'User'`, false],
    [`${type} StringEquals 'x' OR ${type} StringEquals 'User' AND ActionMatches{'*/write'}`, true],
    [`(${type} StringEquals 'x' || ${type} StringEquals 'User') && ActionMatches{'*/read'}`, false],
    [`SubOperationMatches{'Blob.List'}`, false],
    ["@Resource[Microsoft.Authorization/roleAssignments:PrincipalId] StringEquals 'aaaa'", false],
  ])('%s: %s', (text, expected) => {
    const request = assignment(secretsUser)
    expect(compileCondition(text)({ action: write, request })).toBe(expected)
  })

  it.each([
    [''],
    ['('],
    ['ActionMatches'],
    ["ActionMatches{'x'} ActionMatches{'y'}"],
    [`${role} Equals x`],
    ["@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'x'"],
    ["@Principal[Microsoft.Directory/CustomSecurityAttributes/Id:a_b] StringEquals 'x'"],
    [`${'!'.repeat(50)}ActionMatches{'x'}`],
    [`ActionMatches{'${'x'.repeat(9_000)}'}`],
    ['# ActionMatches'],
  ])('refuses %s', (text) => {
    expect(() => compileCondition(text)).toThrow()
  })

  it('reads that of Key Vault Data Access Administrator', () => {
    const text = builtInRoles.find(({ condition }) => condition !== null)?.condition ?? ''
    const condition = compileCondition(text)
    expect(condition({ action: write, request: assignment(secretsUser) })).toBe(true)
    expect(condition({ action: write, request: assignment(owner) })).toBe(false)
    expect(condition({ action: remove, resource: assignment(secretsUser) })).toBe(true)
    expect(condition({ action: remove, resource: assignment(owner) })).toBe(false)
    expect(condition({ action: remove, request: assignment(secretsUser) })).toBe(false)
    expect(condition({ action: 'Microsoft.KeyVault/vaults/read' })).toBe(true)
  })
})
