import { describe, expect, it } from 'vitest'
import { builtInRoles, findRoleNamed } from '../roles/built-in-roles.ts'
import { decideAccess } from './decide-access.ts'
import { accessPaths } from './effective-access.ts'
import type { AccessCaller, AccessPolicy, RoleAssignment, VaultAccess } from './facts.ts'
import { dataOperations, findOperation } from './operations.ts'
import { privateKeyPaths } from './private-key.ts'
import { selfGrants } from './self-grant.ts'

const tenantId = 'tenant'
const id = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv'
const policy = (
  objectId: string,
  permissions: AccessPolicy['permissions'],
  applicationId: string | null = null,
): AccessPolicy => ({
  tenantId,
  objectId,
  applicationId,
  permissions,
})
const assigned = (
  principalId: string,
  role: string,
  scope = id,
  condition: string | null = null,
): RoleAssignment => ({
  id: `${principalId} ${role}`,
  scope,
  roleDefinitionId: findRoleNamed(role)?.id ?? '',
  principalId,
  principalType: null,
  condition,
})
const onPolicies = (...policies: AccessPolicy[]): VaultAccess => ({
  id,
  tenantId,
  permissionModel: 'access-policies',
  policies,
  assignments: [],
  definitions: builtInRoles,
})
const onRoles = (...assignments: RoleAssignment[]): VaultAccess => ({
  ...onPolicies(policy('ann', { keys: ['all'], secrets: ['all'], certificates: ['all'] })),
  permissionModel: 'rbac',
  assignments,
})
const ann: AccessCaller = {
  tenantId,
  objectId: 'ann',
  kind: 'user',
  applicationId: 'portal',
  groups: ['team'],
}
const may = (
  vault: VaultAccess,
  operation: string,
  object: string | null = 'www',
  caller = ann,
) => {
  const found = findOperation(operation)
  if (found === null) throw new Error(operation)
  return decideAccess({ vault, caller, operation: found, object })
}

describe('a decision names its evidence', () => {
  it('the entry, the group and the permission', () => {
    const entry = policy('TEAM', { certificates: ['ManageIssuers'] })
    expect(
      may(onPolicies(policy('ben', { certificates: ['all'] }), entry), 'GetCertificateIssuers'),
    ).toEqual({
      outcome: 'allowed',
      evidence: [{ by: 'policy', policy: entry, permission: 'manageissuers', group: 'team' }],
    })
  })

  it('the compound identity, which admits the pair and neither half', () => {
    const entry = policy('ann', { secrets: ['get'] }, 'deployer')
    const vault = onPolicies(entry)
    expect(may(vault, 'GetSecret')).toEqual({
      outcome: 'refused',
      refusal: { because: 'no-policy', permissions: ['get'], throughApplications: [entry] },
    })
    expect(may(vault, 'GetSecret', 'www', { ...ann, applicationId: 'Deployer' }).outcome).toBe(
      'allowed',
    )
    const application = {
      ...ann,
      objectId: 'deployer',
      kind: 'application' as const,
      applicationId: 'deployer',
    }
    expect(may(vault, 'GetSecret', 'www', application).outcome).toBe('refused')
    expect(
      may(vault, 'GetSecret', 'www', {
        ...ann,
        objectId: 'ben',
        groups: [],
        applicationId: 'deployer',
      }).outcome,
    ).toBe('refused')
  })

  it('the role, its scope and the group', () => {
    const assignment = assigned('team', 'Key Vault Secrets User', '/subscriptions/s')
    expect(may(onRoles(assignment), 'GetSecret')).toMatchObject({
      outcome: 'allowed',
      evidence: [
        { by: 'role', assignment, role: { name: 'Key Vault Secrets User' }, group: 'team' },
      ],
    })
  })

  it('a role over one object reaches that object and no list', () => {
    const vault = onRoles(assigned('ann', 'Key Vault Secrets User', `${id}/secrets/WWW`))
    expect(may(vault, 'GetSecret').outcome).toBe('allowed')
    expect(may(vault, 'GetSecret', 'api').outcome).toBe('refused')
    expect(may(vault, 'GetSecrets')).toEqual({
      outcome: 'refused',
      refusal: {
        because: 'no-role',
        dataAction: 'Microsoft.KeyVault/vaults/secrets/readMetadata/action',
        scope: id.toLowerCase(),
      },
    })
  })

  it('a condition is shown and not evaluated', () => {
    const limited = assigned('ann', 'Key Vault Secrets User', id, '@Resource…')
    expect(may(onRoles(limited), 'GetSecret')).toMatchObject({
      outcome: 'conditional',
      evidence: [{ assignment: limited }],
    })
    const plain = assigned('team', 'Key Vault Administrator')
    expect(may(onRoles(limited, plain), 'GetSecret')).toMatchObject({
      outcome: 'allowed',
      evidence: [{ assignment: plain }],
    })
  })

  it('nobody of another directory', () => {
    const vault = onPolicies(policy('ann', { secrets: ['all'] }))
    expect(may(vault, 'GetSecret', 'www', { ...ann, tenantId: 'other' })).toEqual({
      outcome: 'refused',
      refusal: { because: 'other-tenant' },
    })
  })
})

describe('all ways in', () => {
  const names = (vault: VaultAccess, target?: { area: 'secrets'; object: string }) =>
    accessPaths(vault, target).map(({ principalId, operations, conditional }) => [
      principalId,
      operations.length,
      conditional,
    ])
  it('by access policies, without entries that give nothing', () => {
    const vault = onPolicies(
      policy('ann', { secrets: ['get'] }),
      policy('ben', {}),
      policy('old', { storage: ['all'] }),
      { ...policy('guest', { secrets: ['all'] }), tenantId: 'other' },
    )
    expect(names(vault)).toEqual([['ann', 2, false]])
  })

  it('by roles, over the vault, around it and below it', () => {
    const vault = onRoles(
      assigned('ann', 'Key Vault Administrator', '/subscriptions/s'),
      assigned('ben', 'Key Vault Secrets User', `${id}/secrets/www`),
      assigned('cat', 'Key Vault Secrets User', `${id}/secrets/api`, 'x'),
      assigned('dan', 'Contributor', '/subscriptions/s'),
      assigned('eve', 'Key Vault Administrator', `${id}2`),
    )
    expect(names(vault)).toEqual([
      ['ann', dataOperations.length, false],
      ['ben', 3, false],
      ['cat', 3, true],
    ])
    expect(names(vault, { area: 'secrets', object: 'WWW' }).map(([who]) => who)).toEqual([
      'ann',
      'ben',
    ])
  })
})

describe('who lets themselves in', () => {
  const assignments = [
    assigned('ann', 'Key Vault Contributor', '/subscriptions/s'),
    assigned('ben', 'User Access Administrator', '/'),
    assigned('cat', 'Reader'),
    assigned('dan', 'Owner', `${id}2`),
    assigned('eve', 'Key Vault Data Access Administrator'),
  ]
  const found = (vault: VaultAccess) =>
    selfGrants(vault).map(({ principalId, how, conditional }) => [principalId, how, conditional])
  it('on access policies: who may write the vault, and who may get there', () => {
    expect(found({ ...onPolicies(), assignments })).toEqual([
      ['ann', 'directly', false],
      ['ben', 'steps', false],
      ['eve', 'steps', true],
    ])
  })

  it('on roles: who may assign them', () => {
    expect(found(onRoles(...assignments))).toEqual([
      ['ben', 'directly', false],
      ['eve', 'directly', true],
    ])
  })
})

describe('the private key of a certificate', () => {
  const vault = onPolicies(
    policy('officer', { certificates: ['get', 'list', 'create', 'backup'] }),
    policy('application', { secrets: ['get'] }),
    policy('signer', { keys: ['SIGN'] }),
  )
  const reached = (exportable: boolean) =>
    privateKeyPaths(vault, { name: 'www', exportable }).map(({ reach, path }) => [
      reach,
      path.principalId,
      path.operations.map((one) => one.id).join(),
    ])
  it('is read through the secret, never through the certificate', () => {
    expect(reached(true)).toEqual([
      ['read', 'application', 'GetSecret'],
      ['copy', 'officer', 'BackupCertificate'],
      ['use', 'signer', 'sign'],
    ])
  })

  it('is read by nobody when it cannot be exported', () => {
    expect(reached(false).map(([reach]) => reach)).toEqual(['copy', 'use'])
  })

  it('is read by a role over the secret of the same name', () => {
    const byRole = onRoles(
      assigned('ann', 'Key Vault Secrets User', `${id}/secrets/www`),
      assigned('ben', 'Key Vault Certificates Officer'),
      assigned('cat', 'Key Vault Certificate User', `${id}/certificates/www`),
    )
    expect(
      privateKeyPaths(byRole, { name: 'www', exportable: true }).map(({ reach, path }) => [
        reach,
        path.principalId,
      ]),
    ).toEqual([
      ['read', 'ann'],
      ['copy', 'ben'],
    ])
  })
})
