import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CloudStore, openStore } from '../../store/store.ts'
import { matchesAction } from './action-pattern.ts'
import { insertRoleAssignment } from './assignments.ts'
import { builtInRoles } from './built-in-roles.ts'
import { allowedByRoles, grantsBelow, hasAnyRole } from './evaluate.ts'

const sub = '/subscriptions/11111111-1111-4111-8111-111111111111'
const group = `${sub}/resourceGroups/rg-shared`
const vault = `${group}/providers/Microsoft.KeyVault/vaults/contoso-shared`
const me = 'aaaaaaaa-0000-4000-8000-000000000001'
const team = 'aaaaaaaa-0000-4000-8000-000000000002'
const kv = 'Microsoft.KeyVault/vaults'

let folder: string
let store: CloudStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'strongroom-roles-'))
  store = openStore(folder)
})

afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function assign(roleName: string, scope: string, principalId = me): Promise<string> {
  const role = builtInRoles.find((one) => one.name === roleName)
  if (!role) throw new Error(`no role ${roleName}`)
  const id = randomUUID()
  return store.write((db) => {
    insertRoleAssignment(db, {
      id,
      scope,
      roleId: role.id,
      principalId,
      principalType: 'User',
      createdAt: new Date(0),
      createdBy: me,
    })
    return id
  })
}

function data(action: string, scope = vault, principalIds = [me, team]): boolean {
  return allowedByRoles(store, { principalIds, scope, action, kind: 'dataAction' }).allowed
}

function manage(action: string, scope = vault): boolean {
  return allowedByRoles(store, { principalIds: [me], scope, action, kind: 'action' }).allowed
}

describe('matchesAction', () => {
  it.each([
    ['*', 'Microsoft.KeyVault/vaults/write', true],
    ['*/read', 'Microsoft.KeyVault/vaults/read', true],
    ['*/read', 'Microsoft.KeyVault/vaults/readMetadata/action', false],
    ['Microsoft.KeyVault/*', 'microsoft.keyvault/VAULTS/write', true],
    ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaults/certificates/read', true],
    ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaults/read', true],
    ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaultsread', false],
    [
      'Microsoft.KeyVault/vaults/keys/*',
      'Microsoft.KeyVault/vaults/keyrotationpolicies/read',
      false,
    ],
    ['Microsoft.KeyVault/vaults/keys/read', 'MicrosoftXKeyVault/vaults/keys/read', false],
    ['Microsoft.Authorization/*/Write', 'Microsoft.Authorization/roleAssignments/write', true],
    ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaults/a/b/read', true],
    ['Microsoft.KeyVault/vaults/*/read', 'Microsoft.KeyVault/vaults/a/b/reads', false],
    [
      'Microsoft.KeyVault/*/secrets/*/action',
      'Microsoft.KeyVault/vaults/secrets/getSecret/action',
      true,
    ],
    ['Microsoft.KeyVault/*/secrets/*/action', 'Microsoft.KeyVault/vaults/keys/sign/action', false],
    ['*/vaults/*Secret*/action', 'Microsoft.KeyVault/vaults/secrets/getSecret/action', true],
    ['*/vaults/*Secret*/write', 'Microsoft.KeyVault/vaults/secrets/getSecret/action', false],
    ['*s*s', 'vaults/secrets', true],
    ['a*a', 'a', false],
  ])('%s on %s: %s', (pattern, action, expected) => {
    expect(matchesAction(pattern, action)).toBe(expected)
  })
})

it('a pattern of many stars takes no longer than others', () => {
  const pattern = `${'a*'.repeat(250)}b`
  const started = performance.now()
  expect(matchesAction(pattern, 'a'.repeat(300))).toBe(false)
  expect(performance.now() - started).toBeLessThan(1_000)
})

describe('allowedByRoles', () => {
  it('allows nothing without an assignment', () => {
    expect(
      allowedByRoles(store, {
        principalIds: [me],
        scope: vault,
        action: `${kv}/read`,
        kind: 'action',
      }),
    ).toEqual({ allowed: false, assignmentId: null })
  })

  it('names the assignment that allowed it', async () => {
    const id = await assign('Key Vault Administrator', vault)
    expect(
      allowedByRoles(store, {
        principalIds: [me],
        scope: vault,
        action: `${kv}/secrets/getSecret/action`,
        kind: 'dataAction',
      }),
    ).toEqual({ allowed: true, assignmentId: id })
  })

  it.each([
    ['the subscription', sub],
    ['the group', group],
    ['the vault', vault],
    ['the object', `${vault}/secrets/db`],
  ])('inherits from %s down to the object, in any case', async (_, scope) => {
    await assign('Key Vault Secrets User', scope.toUpperCase())
    expect(data(`${kv}/secrets/getSecret/action`, `${vault}/secrets/db`)).toBe(true)
  })

  it('does not reach up or aside', async () => {
    await assign('Key Vault Administrator', `${vault}/secrets/db`)
    expect(data(`${kv}/secrets/getSecret/action`, `${vault}/secrets/db2`)).toBe(false)
    expect(data(`${kv}/secrets/getSecret/action`, vault)).toBe(false)
    await assign('Key Vault Administrator', vault)
    expect(data(`${kv}/secrets/getSecret/action`, `${vault}-2/secrets/db`)).toBe(false)
  })

  it('counts the roles of groups, and of nobody else', async () => {
    await assign('Key Vault Certificates Officer', vault, team)
    expect(data(`${kv}/certificates/create/action`)).toBe(true)
    expect(data(`${kv}/certificates/create/action`, vault, [me])).toBe(false)
  })

  it.each([
    ['Owner', false],
    ['Contributor', false],
    ['Reader', false],
    ['Key Vault Contributor', false],
    ['Key Vault Reader', true],
    ['Key Vault Certificate User', true],
    ['Key Vault Secrets User', false],
    ['Key Vault Crypto User', false],
  ])('%s reads certificates on the data plane: %s', async (role, expected) => {
    await assign(role, sub)
    expect(data(`${kv}/certificates/read`)).toBe(expected)
  })

  it('keeps secret values from Key Vault Reader, which sees their metadata', async () => {
    await assign('Key Vault Reader', vault)
    expect(data(`${kv}/secrets/readMetadata/action`)).toBe(true)
    expect(data(`${kv}/secrets/getSecret/action`)).toBe(false)
    expect(manage(`${kv}/read`)).toBe(true)
    expect(manage(`${kv}/write`)).toBe(false)
  })

  it('takes away what notActions name, unless another role gives it', async () => {
    await assign('Contributor', sub)
    expect(manage(`${kv}/write`)).toBe(true)
    expect(manage('Microsoft.Authorization/roleAssignments/write')).toBe(false)
    await assign('User Access Administrator', sub)
    expect(manage('Microsoft.Authorization/roleAssignments/write')).toBe(true)
  })

  it('keeps purge of vaults from Key Vault Contributor', async () => {
    await assign('Key Vault Contributor', sub)
    expect(manage('Microsoft.KeyVault/locations/deletedVaults/purge/action', sub)).toBe(false)
    await assign('Key Vault Purge Operator', sub)
    expect(manage('Microsoft.KeyVault/locations/deletedVaults/purge/action', sub)).toBe(true)
  })
})

it('a decision walks an index, however much a principal holds elsewhere', () => {
  const plan = store
    .read((db) =>
      db
        .sql(
          `EXPLAIN QUERY PLAN SELECT id, scope_key, role_id, condition FROM role_assignments
           WHERE principal_id = ? AND scope_key IN (?, ?)`,
        )
        .all(me, sub, vault),
    )
    .map((row) => `${row.detail}`)
  expect(plan.join()).toMatch(
    /USING INDEX role_assignments_by_principal \(principal_id=\? AND scope_key=\?\)/,
  )
})

describe('what a list may show', () => {
  it('finds grants below a scope and any role around it', async () => {
    await assign('Key Vault Reader', vault)
    expect(
      grantsBelow(store, { principalIds: [me], scope: sub, action: `${kv}/read`, kind: 'action' }),
    ).toEqual([vault.toLowerCase()])
    expect(hasAnyRole(store, [me], sub)).toBe(true)
    expect(hasAnyRole(store, [team], sub)).toBe(false)
    expect(hasAnyRole(store, [me], '/subscriptions/22222222-2222-4222-8222-222222222222')).toBe(
      false,
    )
  })
})

describe('insertRoleAssignment', () => {
  it('refuses the same role for the same principal and scope, and unknown roles', async () => {
    await assign('Reader', sub)
    await expect(assign('Reader', sub.toUpperCase())).rejects.toThrow('UNIQUE')
    expect(new Set(builtInRoles.map((role) => role.id)).size).toBe(builtInRoles.length)
  })
})
