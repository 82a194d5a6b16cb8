import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRoleNamed } from '#lib/domain/roles/built-in-roles.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { failureFor } from '#lib/testing/failure-for.ts'
import { listActivity } from '../activity/list.ts'
import { listVaults } from '../vaults/list.ts'
import { createRole } from './create.ts'
import { deleteRole } from './delete.ts'
import { listRoles } from './list.ts'
import { type CreateRoleInput, createRoleInput } from './schema.ts'

let test: TestConsole
let owner: Caller
let ops: Caller
let dev: Caller
const vault = 'contoso-shared'

beforeAll(async () => {
  test = await startTestConsole()
  owner = await test.signIn('owner@contoso.example')
  ops = await test.signIn('ops@contoso.example')
  dev = await test.signIn('dev@contoso.example')
})
afterAll(() => test.close())

const toDev = (role: string, over: Partial<CreateRoleInput> = {}): CreateRoleInput => ({
  vault,
  id: randomUUID(),
  roleId: findRoleNamed(role)?.id ?? '',
  principalId: dev.userId,
  principalType: 'User',
  object: null,
  above: null,
  ...over,
})
const listCertificates = async () => {
  for await (const page of test.services.azureOf(dev).certificatePages(vault).list()) return page
  return []
}

describe('roles of a vault', () => {
  it('are told by name, with what they allow and where they come from', async () => {
    const { rows, groups } = await listRoles(test.services, ops, { vault: 'contoso-iot-lab' })
    const group = rows.find(({ principal }) => principal.name === 'Platform Engineering')
    expect(group).toMatchObject({
      role: { name: 'Key Vault Reader', allows: expect.stringMatching(/^See the vault/) },
      scopeKind: 'vault',
      inherited: false,
    })
    expect(groups[0]?.members.length).toBe(2)
    const inherited = rows.filter((row) => row.inherited)
    expect(new Set(inherited.map(({ scopeKind }) => scopeKind))).toEqual(new Set(['subscription']))
    expect(
      inherited.filter(({ role }) => /Owner|Reader/.test(role.name) && role.gives.length > 0),
    ).toEqual([])
    const first = rows.findIndex((row) => row.inherited)
    expect(rows.slice(first).every((row) => row.inherited)).toBe(true)
    expect(rows.find(({ role }) => role.name === 'Key Vault Administrator')?.role.gives).toEqual([
      expect.objectContaining({ area: 'keys', everything: true }),
      expect.objectContaining({ area: 'secrets', everything: true }),
      expect.objectContaining({ area: 'certificates', everything: true }),
    ])
  })

  it('are given and taken, and the vault does as they say', async () => {
    expect(await failureFor(listCertificates())).toMatchObject({ status: 403 })
    const input = toDev('Key Vault Reader')
    const made = await createRole(test.services, owner, input)
    expect(made.id).toContain(input.id)
    await listCertificates()
    // Sent again, it is the same.
    expect(await createRole(test.services, owner, input)).toEqual(made)
    await deleteRole(test.services, owner, { vault, id: made.id })
    expect(await failureFor(listCertificates())).toMatchObject({ status: 403 })
    await deleteRole(test.services, owner, { vault, id: made.id })
    const activity = await listActivity(test.services, owner, { vault, limit: 9 })
    expect(activity.map(({ verb, outcome }) => `${verb} ${outcome}`)).toEqual([
      'roles.delete done',
      'roles.delete done',
      'roles.create done',
      'roles.create done',
    ])
  })

  it('are given over one object', async () => {
    const object = { area: 'secrets', name: 'idp-signing' } as const
    const { id } = await createRole(
      test.services,
      owner,
      toDev('Key Vault Secrets User', { object }),
    )
    const { rows } = await listRoles(test.services, owner, { vault })
    expect(rows.find((row) => row.id.toLowerCase() === id.toLowerCase())).toMatchObject({
      scopeWords: 'secret idp-signing',
      inherited: false,
    })
    await deleteRole(test.services, owner, { vault, id })
  })
})

describe.each(['resource-group', 'subscription'] as const)('a role over the %s', (above) => {
  it('lets in at its other vaults, until it is taken away', async () => {
    const { items } = await listVaults(test.services, owner)
    const at = items.find(({ name }) => name === vault)
    const given = await createRole(test.services, owner, toDev('Key Vault Reader', { above }))
    const { rows } = await listRoles(test.services, owner, { vault })
    const row = rows.find(({ id }) => id.toLowerCase() === given.id.toLowerCase())
    expect(row).toMatchObject({ scopeKind: above, inherited: true, removable: true })
    await listCertificates()
    const others = items.filter(
      ({ subscriptionId, resourceGroup, name }) =>
        name !== vault &&
        subscriptionId === at?.subscriptionId &&
        (above === 'subscription' || resourceGroup === at?.resourceGroup),
    )
    for (const { name } of others) {
      const there = (await listRoles(test.services, owner, { vault: name })).rows
      expect(there.some(({ id }) => id.toLowerCase() === given.id.toLowerCase())).toBe(true)
    }
    await deleteRole(test.services, owner, { vault, id: given.id })
    expect(await failureFor(listCertificates())).toMatchObject({ status: 403 })
    const activity = await listActivity(test.services, owner, { vault, limit: 2 })
    expect(activity.map(({ object }) => object.split('/')[2])).toEqual([above, above])
  })

  it('names what it is over where the right is missing', async () => {
    const failure = await failureFor(
      createRole(test.services, ops, toDev('Key Vault Reader', { above })),
    )
    expect(failure?.title).toMatch(
      above === 'subscription'
        ? /role assignments of subscription /
        : /role assignments of resource group /,
    )
  })
})

describe('what Azure refuses', () => {
  it('names the right that is missing', async () => {
    expect(
      await failureFor(createRole(test.services, ops, toDev('Key Vault Reader'))),
    ).toMatchObject({
      code: 'forbidden-rbac',
      right: 'Microsoft.Authorization/roleAssignments/write',
      title: 'You may not change the role assignments of contoso-shared',
    })
  })

  it('says what is there already, and who is not', async () => {
    const first = await createRole(test.services, owner, toDev('Key Vault Reader'))
    expect(
      await failureFor(createRole(test.services, owner, toDev('Key Vault Reader'))),
    ).toMatchObject({ code: 'conflict', title: 'It is assigned already' })
    await deleteRole(test.services, owner, { vault, id: first.id })
    const nobody = { principalId: randomUUID() }
    expect(
      await failureFor(createRole(test.services, owner, toDev('Key Vault Reader', nobody))),
    ).toMatchObject({ code: 'invalid-input', fields: { principalId: [expect.any(String)] } })
    const group = { principalType: 'Group' } as const
    expect(
      await failureFor(createRole(test.services, owner, toDev('Key Vault Reader', group))),
    ).toMatchObject({ fields: { principalId: [expect.any(String)] } })
  })

  it('what is assigned elsewhere is not taken away here', async () => {
    const { rows } = await listRoles(test.services, owner, { vault })
    const inherited = rows.find((row) => row.inherited)
    const id = `/subscriptions/${randomUUID()}/providers/Microsoft.Authorization/roleAssignments/${randomUUID()}`
    expect(inherited).toMatchObject({ removable: true })
    expect(await failureFor(deleteRole(test.services, owner, { vault, id }))).toMatchObject({
      code: 'invalid-input',
    })
  })
})

it('takes only the roles of Key Vault', () => {
  const owners = findRoleNamed('Owner')?.id ?? ''
  expect(createRoleInput.safeParse(toDev('Key Vault Reader')).success).toBe(true)
  expect(createRoleInput.safeParse({ ...toDev('Key Vault Reader'), roleId: owners }).success).toBe(
    false,
  )
})
