import { describe, expect, it } from 'vitest'
import type { Permissions } from '../permissions/catalogue.ts'
import { permissionCounts } from '../permissions/sets.ts'
import { findTemplate, templates } from '../permissions/templates.ts'
import { builtInRoles, findRoleNamed } from '../roles/built-in-roles.ts'
import type { AccessPolicy, RoleAssignment, VaultAccess } from './facts.ts'
import { type MigrationChoice, planMigration } from './migration.ts'

const tenantId = 'cccccccc-0000-4000-8000-00000000000c'
const ann = 'aaaaaaaa-0000-4000-8000-000000000001'
const id = '/subscriptions/s/resourceGroups/g/providers/Microsoft.KeyVault/vaults/kv'

const entry = (permissions: Permissions, over: Partial<AccessPolicy> = {}): AccessPolicy => ({
  tenantId,
  objectId: ann,
  applicationId: null,
  permissions,
  ...over,
})
const given = (role: string, over: Partial<RoleAssignment> = {}): RoleAssignment => ({
  id: role,
  scope: id,
  roleDefinitionId: findRoleNamed(role)?.id ?? '',
  principalId: ann,
  principalType: 'User',
  condition: null,
  ...over,
})
const vault = (over: Partial<VaultAccess>): VaultAccess => ({
  id,
  tenantId,
  permissionModel: 'access-policies',
  policies: [],
  assignments: [],
  definitions: builtInRoles,
  ...over,
})

function planned(over: Partial<VaultAccess>) {
  const [one, ...others] = planMigration(vault(over)).principals
  expect(others).toEqual([])
  if (one === undefined) throw new Error('nobody is in the plan')
  const of = (kind: MigrationChoice['kind']) => one.choices.find((choice) => choice.kind === kind)
  return { ...one, of }
}
const names = (choice: MigrationChoice | undefined) =>
  choice?.grant.by === 'roles' ? choice.grant.roles.map(({ name }) => name) : null
const ids = (changes: MigrationChoice['lost'] | undefined) =>
  changes?.map(({ operation }) => operation.id)

describe('from entries to roles', () => {
  it.each([
    ['reads secrets', { secrets: ['get', 'list'] }, ['Key Vault Secrets User']],
    [
      'reads certificates',
      { certificates: ['get', 'list', 'listissuers', 'getissuers'] },
      ['Key Vault Reader'],
    ],
    [
      'wraps keys',
      { keys: ['get', 'list', 'wrapKey', 'unwrapKey'] },
      ['Key Vault Crypto Service Encryption User'],
    ],
    ['releases keys', { keys: ['Release'] }, ['Key Vault Crypto Service Release User']],
  ])('whoever %s keeps that by few roles', (_, permissions, roles) => {
    const { choices } = planned({ policies: [entry(permissions)] })
    expect(names(choices[0])).toEqual(roles)
    expect(ids(choices[0].lost)).toEqual([])
  })

  it('everything is given by roles that lose nothing and gain nothing', () => {
    const everything = { keys: ['all'], secrets: ['all'], certificates: ['all'] }
    const { choices } = planned({ policies: [entry(everything)] })
    expect(names(choices[0])).toEqual(['Key Vault Administrator'])
    expect([choices[0].lost, choices[0].gained]).toEqual([[], []])
  })

  it('a template is given the documented role, and it says what that gives on top', () => {
    const template = findTemplate('key-secret-certificate')
    const { of, ...plan } = planned({ policies: [entry(template?.permissions ?? {})] })
    expect(plan.template?.name).toBe('Key, Secret, & Certificate Management')
    expect(names(of('documented'))).toEqual(['Key Vault Administrator'])
    expect(ids(of('documented')?.gained)).toEqual(
      expect.arrayContaining([
        'PurgeDeletedCertificate',
        'PurgeDeletedSecret',
        'sign',
        'RotateKey',
      ]),
    )
    expect(ids(of('gains-nothing')?.gained)).toEqual([])
  })

  it('three templates have no role, and it is said', () => {
    const without = templates.filter(({ permissions }) =>
      planned({ policies: [entry(permissions)] }).inexpressible.some(
        ({ what }) => what === 'template',
      ),
    )
    expect(without.map((one) => one.id)).toEqual([
      'data-lake-or-storage',
      'backup',
      'information-byok',
    ])
  })

  it('a custom role gives what one data action holds together, and no more', () => {
    const { of } = planned({ policies: [entry({ certificates: ['get'] })] })
    expect(of('custom-role')?.grant).toMatchObject({
      roles: [{ dataActions: ['Microsoft.KeyVault/vaults/certificates/read'] }],
    })
    expect(ids(of('custom-role')?.lost)).toEqual([])
    // Reading and listing are one data action.
    expect(ids(of('custom-role')?.gained)).toEqual([
      'GetCertificates',
      'GetCertificateVersions',
      'GetDeletedCertificates',
    ])
  })

  it('the pair of user and application, and storage, cannot be expressed', () => {
    const applicationId = 'bbbbbbbb-0000-4000-8000-00000000000b'
    const { inexpressible, choices } = planned({
      policies: [entry({ secrets: ['get'], storage: ['all'] }, { applicationId })],
    })
    expect(inexpressible).toEqual([{ what: 'application', applicationId }, { what: 'storage' }])
    expect(names(choices[0])).toEqual([])
    expect(ids(choices[0].lost)).toEqual(['GetSecret', 'GetDeletedSecret'])
  })

  it('roles that do not count yet are needed no second time, and wake up', () => {
    const { choices, awakened } = planned({
      policies: [entry({ secrets: ['get', 'list'] })],
      assignments: [given('Key Vault Secrets Officer', { scope: '/subscriptions/s' })],
    })
    expect(choices).toHaveLength(1)
    expect(names(choices[0])).toEqual([])
    expect(ids(awakened)).toEqual(ids(choices[0].gained))
    expect(ids(awakened)).toContain('PurgeDeletedSecret')
  })

  it('a role with a condition saves nothing from being lost', () => {
    const condition = "@Resource[Microsoft.KeyVault/vaults/secrets:name] StringEquals 'a'"
    const { choices } = planned({
      policies: [entry({ secrets: ['get', 'list'] })],
      assignments: [given('Key Vault Secrets User', { condition })],
    })
    expect(names(choices[0])).toEqual(['Key Vault Secrets User'])
  })

  it('an entry of another tenant gives nothing and is no part of the plan', () => {
    const policies = [entry({ secrets: ['get'] }, { tenantId: ann })]
    expect(planMigration(vault({ policies })).principals).toEqual([])
  })
})

describe('from roles to entries', () => {
  const rbac = (over: Partial<VaultAccess>) => planned({ permissionModel: 'rbac', ...over })

  it('a whole role becomes its permissions, nothing lost or gained', () => {
    const assignments = [given('Key Vault Administrator')]
    const { choices } = rbac({ assignments })
    const { grant, lost, gained } = choices[0]
    expect(grant.by === 'entry' && permissionCounts(grant.permissions)).toEqual({
      keys: 20,
      secrets: 8,
      certificates: 16,
    })
    expect([lost, gained]).toEqual([[], []])
  })

  it('whoever sees names of secrets is not given their values', () => {
    const { choices, of } = rbac({ assignments: [given('Key Vault Reader')] })
    expect(choices[0].kind).toBe('gains-nothing')
    expect(choices[0].grant).toMatchObject({ permissions: { secrets: ['list'] } })
    expect(ids(choices[0].lost)).toEqual(['GetDeletedSecret'])
    expect(ids(of('keeps-all')?.gained)).toContain('GetSecret')
  })

  it('one object becomes the whole vault or nothing, and both are said', () => {
    const scope = `${id}/secrets/idp-signing`
    const { choices, of, inexpressible } = rbac({
      assignments: [given('Key Vault Secrets User', { scope })],
    })
    expect(inexpressible).toEqual([{ what: 'one-object', scope, role: 'Key Vault Secrets User' }])
    expect(choices[0].kind).toBe('gains-nothing')
    expect(of('keeps-all')?.gained).toContainEqual(
      expect.objectContaining({ before: 'objects', after: 'vault' }),
    )
    expect(ids(of('keeps-all')?.lost)).toEqual([])
  })

  it('what depends on a condition is not given without it', () => {
    const condition = 'some condition'
    const assignments = [given('Key Vault Secrets User', { condition })]
    const { choices, inexpressible } = rbac({ assignments })
    expect(inexpressible).toMatchObject([{ what: 'condition', condition }])
    expect(choices[0].grant).toMatchObject({ permissions: { secrets: [] } })
    expect(ids(choices[0].lost)).toContain('GetSecret')
  })

  it('old entries wake up', () => {
    const { awakened } = rbac({ policies: [entry({ secrets: ['get'] })] })
    expect(ids(awakened)).toEqual(['GetSecret', 'GetDeletedSecret'])
  })
})
