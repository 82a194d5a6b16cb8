import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { getVault } from '../vaults/get.ts'
import { getAccess } from './get.ts'

let test: TestConsole
let ops: Caller

beforeAll(async () => {
  test = await startTestConsole()
  ops = await test.signIn('ops@contoso.example')
})
afterEach(() => test.cloud.control('DELETE', 'faults'))
afterAll(() => test.close())

describe('a vault on access policies', () => {
  it('tells who can do what by which entry', async () => {
    const report = await getAccess(test.services, ops, { vault: 'petdash-prod' })
    expect(report).toMatchObject({
      permissionModel: 'access-policies',
      rolesUnread: null,
      key: null,
    })
    const you = report.holders.find(({ principal }) => principal.isYou)
    expect(you?.ways).toHaveLength(1)
    expect(you?.ways[0]?.gives.map((one) => [one.area, one.everything])).toEqual([
      ['keys', true],
      ['secrets', true],
      ['certificates', true],
    ])
    const narrow = report.holders.find(({ ways }) => ways[0]?.gives[0]?.area === 'secrets')
    expect(narrow?.ways[0]?.gives).toEqual([
      {
        area: 'secrets',
        label: 'Secrets',
        everything: false,
        operations: ['read a secret’s value', 'read about a deleted secret'],
      },
      expect.objectContaining({ area: 'certificates', everything: false }),
    ])
  })

  it('tells who could let themselves in, by which role over what', async () => {
    const { selfGranters } = await getAccess(test.services, ops, { vault: 'petdash-prod' })
    const mine = selfGranters.filter(({ principal }) => principal.isYou)
    expect(mine).toMatchObject([
      {
        way: { role: 'Key Vault Contributor', scopeWords: expect.stringMatching(/^subscription /) },
        actions: [
          'Microsoft.KeyVault/vaults/write',
          'Microsoft.KeyVault/vaults/accessPolicies/write',
        ],
        how: 'directly',
      },
    ])
    expect(selfGranters.some(({ way }) => way.role === 'Owner')).toBe(true)
  })

  it('tells the entries where roles may not be read, and which right is missing', async () => {
    const { id } = await getVault(test.services, ops, { vault: 'petdash-prod' })
    const path = `${id}/providers/Microsoft.Authorization/roleAssignments`
    const host = 'management.azure.com'
    await test.cloud.control('POST', 'faults', { host, path, status: 403, count: 50 })
    const report = await getAccess(test.services, ops, { vault: 'petdash-prod' })
    expect(report.rolesUnread).toMatchObject({
      plane: 'management',
      right: 'Microsoft.Authorization/roleAssignments/read',
    })
    expect(report.holders.length).toBeGreaterThan(3)
    expect(report.selfGranters).toEqual([])
  })
})

describe('a vault on roles', () => {
  it('tells who holds which role over what', async () => {
    const report = await getAccess(test.services, ops, { vault: 'contoso-shared' })
    expect(report.permissionModel).toBe('rbac')
    const roles = report.holders.flatMap(({ ways }) =>
      ways.map((way) => `${way.role} over ${way.scopeWords}`),
    )
    expect(roles).toContain('Key Vault Administrator over vault contoso-shared')
    expect(roles).toContain('Key Vault Secrets User over secret idp-signing')
    expect(roles.join()).not.toContain('Contributor')
    // Nobody with only management rights is on it but those who may assign roles.
    expect(new Set(report.selfGranters.map(({ way }) => way.role))).toEqual(new Set(['Owner']))
  })
})

describe('a certificate', () => {
  it('tells who reads its private key through the secret', async () => {
    const { key } = await getAccess(test.services, ops, {
      vault: 'petdash-prod',
      certificate: 'petdash-web',
    })
    expect(
      key?.holders.some(
        ({ reach, operations }) => reach === 'read' && operations.includes('read a secret’s value'),
      ),
    ).toBe(key?.exportable !== false)
    expect(key?.holders.some(({ reach }) => reach === 'use')).toBe(true)
  })

  it('counts as exportable where its policy may not be read', async () => {
    const { key } = await getAccess(test.services, ops, {
      vault: 'petdash-prod',
      certificate: 'not-there',
    })
    expect(key?.exportable).toBeNull()
    expect(key?.holders.some(({ reach }) => reach === 'read')).toBe(true)
  })
})

it('is for security operations only', async () => {
  const dev = await test.signIn('dev@contoso.example')
  await expect(getAccess(test.services, dev, { vault: 'contoso-dev' })).rejects.toMatchObject({
    failure: { code: 'role-missing' },
  })
})
