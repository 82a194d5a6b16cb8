import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '#lib/domain/failure-error.ts'
import type { Caller } from '#lib/session/caller.ts'
import { startTestConsole, type TestConsole } from '#lib/testing/console.ts'
import { deleteAccessPolicies } from '../access-policies/delete.ts'
import { updateAccessPolicy } from '../access-policies/update.ts'
import { createRole } from '../roles/create.ts'
import { deleteRole } from '../roles/delete.ts'
import { getMigration } from './get.ts'
import type { MigrationReport } from './schema.ts'
import { updatePermissionModel } from './update.ts'

let test: TestConsole
let owner: Caller
const people: Caller[] = []

beforeAll(async () => {
  test = await startTestConsole()
  owner = await test.signIn('owner@contoso.example')
  for (const name of ['ops', 'dev', 'dev2', 'auditor']) {
    people.push(await test.signIn(`${name}@contoso.example`))
  }
})
afterAll(() => test.close())

/** What the vault itself answers to each of us: asked, not computed. */
async function found(vault: string): Promise<string[]> {
  const answers = await Promise.all(
    [owner, ...people].map(async (caller) => {
      const azure = test.services.azureOf(caller)
      const tries: Record<string, () => Promise<unknown>> = {
        list: () => azure.certificatePages(vault).list().next(),
        get: () => azure.certificates(vault).get('nothing-of-this-name'),
        issuers: () => azure.issuers(vault).get('nothing-of-this-name'),
        contacts: () => azure.contacts(vault).get(),
      }
      const found = Object.entries(tries).map(async ([name, ask]) => {
        const status = await ask().then(
          () => 200,
          (error: unknown) => failureOf(error)?.status,
        )
        return `${caller.userPrincipalName} ${name} ${status === 403 ? 'no' : 'yes'}`
      })
      return Promise.all(found)
    }),
  )
  return answers.flat()
}

const read = (vault: string) => getMigration(test.services, owner, { vault })
const switchTo = (vault: string, { stamp }: MigrationReport, to: MigrationReport['to']) =>
  updatePermissionModel(test.services, owner, { vault, to, stamp, confirm: vault })

/** The first step: each principal gets the proposed roles; who is gone is left out. */
async function assignProposed(vault: string, { rows }: MigrationReport) {
  for (const { principal, ways } of rows) {
    if (principal.isUnknown) continue
    for (const { roleId, assignmentId } of ways[0].roles) {
      await createRole(test.services, owner, {
        vault,
        id: assignmentId,
        roleId,
        principalId: principal.id,
        principalType: null,
        object: null,
        above: null,
      })
    }
  }
}

describe('from access policies to roles', () => {
  it('the dry run names everybody and what is lost and gained; nothing is done', async () => {
    const plan = await read('contoso-dev')
    expect(plan).toMatchObject({ to: 'rbac', state: 'planned', made: [] })
    const dev = plan.rows.find(({ principal }) => principal.address === 'dev@contoso.example')
    expect(dev?.ways[0].roles.length).toBeGreaterThan(0)
    expect(dev?.ways[0].lost).toEqual([])
    expect(dev?.without.lost.length).toBeGreaterThan(0)
    expect(plan.rows.every(({ ways }) => ways.every(({ kind }) => kind !== 'custom-role'))).toBe(
      true,
    )
    expect(await read('contoso-dev')).toEqual(plan)
  })

  it.each(['contoso-dev', 'petdash-prod'])(
    'applied on %s nobody loses what was kept, and rolled back all is as before',
    async (vault) => {
      const before = await found(vault)
      const plan = await read(vault)
      await assignProposed(vault, plan)
      // Assigned, they change nothing yet, and the plan stays what it was.
      expect(await found(vault)).toEqual(before)
      const assigned = await read(vault)
      expect(assigned.rows).toEqual(plan.rows)
      expect(assigned.stamp).toBe(plan.stamp)
      expect(assigned.made.length).toBeGreaterThan(3)

      await switchTo(vault, plan, 'rbac')
      const after = await found(vault)
      expect(after.filter((line) => line.endsWith('yes'))).toEqual(
        expect.arrayContaining(before.filter((line) => line.endsWith('yes'))),
      )
      const switched = await read(vault)
      expect(switched).toMatchObject({ state: 'switched', permissionModel: 'rbac', to: 'rbac' })
      expect(switched.rows).toEqual(plan.rows)

      await switchTo(vault, switched, 'access-policies')
      for (const { id } of switched.made) await deleteRole(test.services, owner, { vault, id })
      expect(await found(vault)).toEqual(before)
      expect(await read(vault)).toEqual(plan)
    },
  )

  it('is not carried out when somebody was let in meanwhile', async () => {
    const vault = 'contoso-dev'
    const plan = await read(vault)
    const { rows } = plan
    const dev = rows.find(({ principal }) => principal.address === 'dev2@contoso.example')
    const entry = { vault, objectId: dev?.principal.id ?? '', applicationId: null }
    await createRole(test.services, owner, {
      vault,
      id: 'aaaaaaaa-0000-4000-8000-00000000000a',
      roleId: '21090545-7ca7-4776-b22c-e363652d74d2',
      principalId: entry.objectId,
      principalType: null,
      object: null,
      above: null,
    })
    const error = await switchTo(vault, plan, 'rbac').catch((thrown: unknown) => thrown)
    expect(failureOf(error)).toMatchObject({ code: 'changed-meanwhile' })
    expect((await read(vault)).permissionModel).toBe('access-policies')
    await deleteRole(test.services, owner, {
      vault,
      id: `${plan.id}/providers/Microsoft.Authorization/roleAssignments/aaaaaaaa-0000-4000-8000-00000000000a`,
    })
  })
})

describe('from roles to access policies', () => {
  it('applied and rolled back all is as before', async () => {
    const vault = 'contoso-iot-lab'
    const before = await found(vault)
    const plan = await read(vault)
    expect(plan).toMatchObject({ to: 'access-policies', state: 'planned' })
    const added = []
    for (const { principal, ways, leftover } of plan.rows) {
      const [{ permissions }] = ways
      if (principal.isUnknown || permissions === null) continue
      if (Object.values(permissions).flat().length === 0) continue
      const entry = { vault, objectId: principal.id, applicationId: null }
      const after = {
        keys: [...permissions.keys],
        secrets: [...permissions.secrets],
        certificates: [...permissions.certificates],
      }
      await updateAccessPolicy(test.services, owner, { ...entry, before: null, after })
      expect(leftover).toBeNull()
      added.push({ objectId: principal.id, applicationId: null, permissions: after })
    }
    await switchTo(vault, await read(vault), 'access-policies')
    const after = await found(vault)
    expect(after.filter((line) => line.endsWith('yes'))).toEqual(
      expect.arrayContaining(before.filter((line) => line.endsWith('yes'))),
    )
    await switchTo(vault, await read(vault), 'rbac')
    await deleteAccessPolicies(test.services, owner, { vault, entries: added })
    expect(await found(vault)).toEqual(before)
    expect(await read(vault)).toEqual(plan)
  })
})
