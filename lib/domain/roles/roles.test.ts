import { describe, expect, it } from 'vitest'
import { builtInRoles, findBuiltInRole, findRoleNamed } from './built-in-roles.ts'
import { grantsAction, grantsDataAction, matchesAction } from './match-action.ts'
import { scopeCovers, scopeKind, scopeWords } from './scope.ts'

describe('patterns', () => {
  it.each([
    ['*', 'Microsoft.KeyVault/vaults/read', true],
    ['*/read', 'Microsoft.KeyVault/vaults/read', true],
    ['*/read', 'Microsoft.KeyVault/vaults/write', false],
    ['Microsoft.KeyVault/vaults/*', 'microsoft.keyvault/VAULTS/keys/read', true],
    ['Microsoft.KeyVault/vaults/*', 'Microsoft.KeyVault/vaults', false],
    ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaults/read', true],
    ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaults/secrets/read', true],
    ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaultsread', false],
    ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaults/a/b/read', true],
    ['Microsoft.Authorization/*/Write', 'Microsoft.Authorization/roleAssignments/write', true],
    ['a*b*c', 'axxbyyc', true],
    ['a*b*c', 'axxcyyb', false],
    ['secrets/read', 'secrets/readMetadata/action', false],
    ['', 'x', false],
  ])('%s over %s: %s', (pattern, action, expected) => {
    expect(matchesAction(pattern, action)).toBe(expected)
  })

  it('take their time, but not for ever', () => {
    expect(matchesAction('*a'.repeat(200), `${'a'.repeat(2_000)}b`)).toBe(false)
  })
})

describe('scopes', () => {
  const vault = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv'
  it.each([
    ['/', 'tenant', 'the whole tenant'],
    [
      '/providers/Microsoft.Management/managementGroups/corp',
      'management-group',
      'management group corp',
    ],
    ['/subscriptions/s', 'subscription', 'subscription s'],
    ['/subscriptions/s/resourceGroups/rg/', 'resource-group', 'resource group rg'],
    [vault, 'vault', 'vault kv'],
    [`${vault}/secrets/db`, 'object', 'secret db'],
    [`${vault}/secrets/db/versions`, 'other', `${vault}/secrets/db/versions`],
  ])('%s is %s', (scope, kind, words) => {
    expect([scopeKind(scope), scopeWords(scope)]).toEqual([kind, words])
  })

  it.each([
    ['/', vault, true],
    ['/providers/Microsoft.Management/managementGroups/corp', vault, true],
    ['/SUBSCRIPTIONS/S', vault, true],
    ['/subscriptions/s/resourceGroups/r', vault, false],
    [vault, `${vault}/keys/k`, true],
    [`${vault}/keys/k`, vault, false],
    [`${vault}/keys/k`, `${vault}/keys/k2`, false],
    [vault, `${vault}2`, false],
  ])('%s covers %s: %s', (outer, inner, expected) => {
    expect(scopeCovers(outer, inner)).toBe(expected)
  })
})

describe('built-in roles', () => {
  it('are found by the end of a resource id', () => {
    const id =
      '/subscriptions/s/providers/Microsoft.Authorization/roleDefinitions/21090545-7CA7-4776-B22C-E363652D74D2'
    expect(findBuiltInRole(id)?.name).toBe('Key Vault Reader')
    expect(findBuiltInRole('nothing')).toBeNull()
    expect(findRoleNamed('Owner')?.keyVault).toBe(false)
  })

  it('have one name, one id and one sentence each', () => {
    for (const key of ['id', 'name', 'allows'] as const) {
      expect(new Set(builtInRoles.map((one) => one[key])).size).toBe(builtInRoles.length)
    }
  })

  const getSecret = 'Microsoft.KeyVault/vaults/secrets/getSecret/action'
  it('that read secret values are these', () => {
    expect(
      builtInRoles.filter((one) => grantsDataAction(one, getSecret)).map((one) => one.name),
    ).toEqual([
      'Key Vault Administrator',
      'Key Vault Certificate User',
      'Key Vault Secrets Officer',
      'Key Vault Secrets User',
    ])
  })

  it.each([
    ['Microsoft.KeyVault/vaults/write', ['Key Vault Contributor', 'Owner', 'Contributor']],
    [
      'Microsoft.Authorization/roleAssignments/write',
      ['Key Vault Data Access Administrator', 'Owner', 'User Access Administrator'],
    ],
  ])('with %s', (action, expected) => {
    expect(builtInRoles.filter((one) => grantsAction(one, action)).map((one) => one.name)).toEqual(
      expected,
    )
  })
})
