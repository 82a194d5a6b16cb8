import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { getVault } from '../vaults/get.ts'
import { getAccess } from './get.ts'
import { byHolder } from './internal.ts'
import { getAccessInput } from './schema.ts'

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
    expect(mine.map(({ ways }) => ways)).toMatchObject([
      [
        {
          way: {
            role: 'Key Vault Contributor',
            scopeWords: expect.stringMatching(/^subscription /),
          },
          actions: [
            'Microsoft.KeyVault/vaults/write',
            'Microsoft.KeyVault/vaults/accessPolicies/write',
          ],
          how: 'directly',
        },
      ],
    ])
    expect(selfGranters.some(({ ways }) => ways[0]?.way.role === 'Owner')).toBe(true)
  })

  it('names everybody; whoever the directory does not know is marked', async () => {
    const report = await getAccess(test.services, ops, { vault: 'contoso-dev' })
    expect(report.directoryUnread).toBeNull()
    const people = report.holders.map(({ principal }) => principal)
    expect(people[0]).toMatchObject({ isYou: true, kind: 'user', address: 'ops@contoso.example' })
    expect(people.filter((one) => one.isUnknown).every((one) => one.name === null)).toBe(true)
    expect(new Set(people.map((one) => one.kind))).toContain('application')
    const names = people.slice(1).flatMap((one) => one.name ?? [])
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')))
  })

  it('tells ids alone where the directory refuses, and flags nobody', async () => {
    const host = 'graph.microsoft.com'
    const path = '/v1.0/directoryObjects/getByIds'
    await test.cloud.control('POST', 'faults', { host, path, status: 403, count: 50 })
    const report = await getAccess(test.services, ops, { vault: 'contoso-dev' })
    expect(report.directoryUnread).toMatchObject({ right: 'Directory.Read.All' })
    expect(report.holders.length).toBeGreaterThan(2)
    expect(
      report.holders.every(({ principal }) => principal.name === null && !principal.isUnknown),
    ).toBe(true)
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
    const granting = report.selfGranters.flatMap(({ ways }) => ways.map(({ way }) => way.role))
    expect(new Set(granting)).toEqual(new Set(['Owner']))
    // Left behind by somebody who is gone.
    expect(report.holders.some(({ principal }) => principal.isUnknown)).toBe(true)
  })

  it('tells who is in a group that is named, and what one holds only by a group', async () => {
    const { holders, groups } = await getAccess(test.services, ops, { vault: 'contoso-iot-lab' })
    const group = holders.find(({ principal }) => principal.name === 'Platform Engineering')
    expect(group?.principal.kind).toBe('group')
    const told = groups.find(({ id }) => id === group?.principal.id)
    expect(told).toMatchObject({ size: 2, holdsYou: false })
    expect(told?.members.map(({ address }) => address)).toContain('dev@contoso.example')
  })
})

it('puts together what the caller holds by itself and as a member of a group', () => {
  const group = { id: 'G', kind: 'group', name: 'Team', address: null, appId: null } as const
  const me = { ...group, id: ops.userId.toUpperCase(), kind: 'user', name: 'Zoe' } as const
  const directory = {
    principal: (id: string) => [group, me].find((one) => one.id === id),
    members: (id: string) => (id === 'G' ? [me] : undefined),
  }
  const held = byHolder(
    [{ principalId: 'G' }, { principalId: 'gone' }, { principalId: me.id }],
    directory,
    ops,
  )
  expect(held).toEqual([
    {
      id: me.id,
      items: [
        { item: { principalId: me.id }, group: null },
        { item: { principalId: 'G' }, group: { id: 'G', name: 'Team' } },
      ],
    },
    { id: 'G', items: [{ item: { principalId: 'G' }, group: null }] },
    { id: 'gone', items: [{ item: { principalId: 'gone' }, group: null }] },
  ])
})

describe('a key or a secret', () => {
  const rolesOver = async (object: string) => {
    const { holders } = await getAccess(test.services, ops, { vault: 'contoso-shared', object })
    return holders.flatMap(({ ways }) => ways.map((way) => `${way.role} over ${way.scopeWords}`))
  }

  it('is told with what is given over just that one, and not over another', async () => {
    const over = await rolesOver('secrets/idp-signing')
    expect(over).toContain('Key Vault Secrets User over secret idp-signing')
    expect(over).toContain('Key Vault Administrator over vault contoso-shared')
    expect(await rolesOver('secrets/another')).not.toContain(
      'Key Vault Secrets User over secret idp-signing',
    )
    expect((await rolesOver('keys/idp-signing')).join()).not.toContain('Secrets User')
  })

  it('is told with operations on it alone', async () => {
    const { holders } = await getAccess(test.services, ops, {
      vault: 'petdash-prod',
      object: 'keys/any',
    })
    const areas = new Set(
      holders.flatMap(({ ways }) => ways.flatMap(({ gives }) => gives.map(({ area }) => area))),
    )
    expect([...areas]).toEqual(['keys'])
  })

  it.each(['secrets', 'secrets/', 'secrets/a/b', 'secrets/a b', 'storage/a', '../secrets/a'])(
    'is no %s',
    (object) => {
      expect(getAccessInput.safeParse({ vault: 'contoso-dev', object }).success).toBe(false)
    },
  )
})

it('tells from where the vault is reached', async () => {
  const { network } = await getAccess(test.services, ops, { vault: 'contoso-dev' })
  expect(network).toEqual({ mode: 'all', ipRules: 0, subnets: 0 })
})

describe('a certificate', () => {
  it('tells who reads its private key through the secret', async () => {
    const { key } = await getAccess(test.services, ops, {
      vault: 'petdash-prod',
      certificate: 'petdash-web',
    })
    expect(
      key?.holders.some(
        ({ ways }) =>
          ways[0]?.reach === 'read' && ways[0].operations.includes('read a secret’s value'),
      ),
    ).toBe(key?.exportable !== false)
    expect(key?.holders.some(({ ways }) => ways.some(({ reach }) => reach === 'use'))).toBe(true)
    const mine = key?.holders.find(({ principal }) => principal.isYou)?.ways
    expect(mine?.map(({ reach }) => reach)).toEqual(['read', 'copy', 'use'])
    const ids = key?.holders.map(({ principal }) => principal.id) ?? []
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('counts as exportable where its policy may not be read', async () => {
    const { key } = await getAccess(test.services, ops, {
      vault: 'petdash-prod',
      certificate: 'not-there',
    })
    expect(key?.exportable).toBeNull()
    expect(key?.holders.some(({ ways }) => ways[0]?.reach === 'read')).toBe(true)
  })
})

it('is for security operations only', async () => {
  const dev = await test.signIn('dev@contoso.example')
  await expect(getAccess(test.services, dev, { vault: 'contoso-dev' })).rejects.toMatchObject({
    failure: { code: 'role-missing' },
  })
})
